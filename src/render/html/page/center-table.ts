// The table of centers: what each comes to, in the words of a plan, of a drift report or of an applied run.
import { duration } from '../../words.js';
import type { PageCenter, PageData } from '../data.js';
import { type Child, h } from './dom.js';
import { figure } from './labels.js';

const STATES: Readonly<Record<string, string>> = {
  clean: 'no changes',
  changes: 'changes',
  refused: 'refused by a guard',
  invalid: 'not possible as written',
  error: 'error',
  converged: 'live is as desired',
  partial: 'done in part',
};

const HEADS: Readonly<Record<string, readonly string[]>> = {
  apply: ['center', 'result', 'done', 'failed', 'skipped', 'calls', 'reads', 'time'],
  drift: ['center', 'state', 'changed', 'not live', 'not in the files', 'unknowable', 'reads'],
  plan: [
    'center',
    'state',
    'create',
    'change',
    'delete',
    'calls',
    'lower bound',
    'reads',
    'tried on the model',
  ],
};

export function centerTable({ what, centers }: PageData): HTMLElement {
  const heads = HEADS[what] ?? [];
  const cells = (center: PageCenter): Child[] => {
    const number = (status: string): string =>
      figure(center.changes.filter((change) => change.outcome?.status === status).length);
    const state = h(
      'span',
      { class: `badge state-${center.status}` },
      STATES[center.status] ?? center.status,
    );
    if (center.run) {
      return [
        state,
        number('done'),
        number('failed'),
        number('skipped'),
        figure(center.callCount),
        figure(center.reads),
        duration(center.run.durationMs),
      ];
    }
    if (what === 'drift') {
      const moved = ['ours-changed', 'ours-gone', 'foreign-new', 'unknowable'].map((direction) =>
        figure(center.changes.filter((change) => change.direction === direction).length),
      );
      return [
        center.status === 'changes' ? h('span', { class: 'badge medium' }, 'drifted') : state,
        ...moved,
        figure(center.reads),
      ];
    }
    const { create, update, delete: deletes } = center.numbers;
    const more = center.conditionalCalls > 0 ? ` (+${figure(center.conditionalCalls)} if needed)` : '';
    return [
      state,
      ...[create, update, deletes].map(figure),
      `${figure(center.callCount)}${more}`,
      figure(center.lowerBound),
      figure(center.reads),
      center.verified ? 'yes' : 'no',
    ];
  };
  const rows = centers.map((center) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, center.center, h('span', { class: 'note' }, ` ${center.provider}`)),
      ...cells(center).map((cell) => h('td', {}, cell)),
    ),
  );
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Centers' },
    h(
      'table',
      { class: 'centers' },
      h('caption', { class: 'aloud' }, 'Centers'),
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...rows),
    ),
  );
}
