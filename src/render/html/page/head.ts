// The upper part of the page: what it is about in one line, a table of centers, and what a person must read first.
import { gather, type Problem } from '../../../contract/index.js';
import { count } from '../../words.js';
import type { PageCenter, PageData } from '../data.js';
import { centerTable } from './center-table.js';
import { type Child, h } from './dom.js';
import { figure, titleOf } from './labels.js';

/** Entries of a long list that stand open. */
const SHOWN = 10;
/** Changes that one reason names. */
const NAMED = 5;

/** A part of what must be read first: what each center has to say to it. */
interface Part {
  readonly title: string;
  /** Its class. */
  readonly name: string;
  readonly entries: (center: PageCenter) => readonly Child[][];
  /** Starts closed. */
  readonly isFolded?: boolean;
}

export function headElements(data: PageData): HTMLElement[] {
  const many = data.centers.length > 1;
  const place = (center: PageCenter): string => (many ? `${center.center}: ` : '');
  const tally = data.what === 'plan' && !many && data.centers[0]?.tally;
  const parts = partsOf(data).map(({ title, name, entries, isFolded }) => {
    const all = data.centers.flatMap((center) => entries(center).map((entry) => [place(center), ...entry]));
    const ofTheRun = name === 'problems' ? data.problems.map(problemEntry) : [];
    return (isFolded ? folded : section)(title, name, [...ofTheRun, ...all]);
  });
  return [
    ...(data.centers.length > 0 ? [centerTable(data)] : []),
    ...(tally ? [h('p', { class: 'tally' }, `${tally}.`)] : []),
    ...parts.flat(),
  ];
}

/** In the order of the page. Risks of what is done are no longer the first to read. */
function partsOf({ what }: PageData): readonly Part[] {
  return [
    { title: 'Problems', name: 'problems', entries: ({ problems }) => problems.map(problemEntry) },
    { title: 'Did not work', name: 'failures', entries: failures },
    { title: RISKS[what] ?? 'Risks', name: 'risks', entries: risks, isFolded: what === 'apply' },
    { title: 'Only a person can do this', name: 'manual', entries: manual },
    { title: 'Still not as desired', name: 'remaining', entries: remaining },
    ...REST,
  ];
}

const REST: readonly Part[] = [
  {
    title: 'Cannot be undone',
    name: 'irreversible',
    entries: ({ irreversible }) => irreversible.map(reasonEntry),
  },
  {
    title: 'What cannot be checked',
    name: 'uncertain',
    entries: ({ uncertain, unverifiable }) => [
      ...uncertain.map((text): Child[] => [text]),
      ...unverifiable.map(reasonEntry),
    ],
  },
  {
    title: 'More calls than the lower bound',
    name: 'bound',
    entries: ({ boundReasons }) => boundReasons.map((reason) => [reason]),
    isFolded: true,
  },
  {
    title: 'Live, not in the files, left as they are',
    name: 'unmanaged',
    entries: ({ unmanaged }) => unmanaged.map((address) => [h('code', {}, address)]),
    isFolded: true,
  },
  {
    title: 'Secrets that were made',
    name: 'secrets',
    entries: ({ run }) =>
      (run?.secrets ?? []).map(({ address, sink }) => [h('code', {}, address), ` → ${sink}`]),
    isFolded: true,
  },
];

export function headlineOf(data: PageData): string {
  const sum = (of: (center: PageCenter) => number): number =>
    data.centers.reduce((total, center) => total + of(center), 0);
  const changes = sum((center) => center.changes.length);
  if (data.what === 'validate') {
    return data.problems.length === 0
      ? 'The files are valid'
      : `${count(data.problems.length, 'problem')} in the files`;
  }
  if (data.centers.length === 0) return 'Nothing could be planned';
  if (data.what === 'drift')
    return changes === 0
      ? 'Live is as the files say'
      : `${count(changes, 'difference')} between live and the files`;
  if (data.what === 'apply') {
    const number = (status: string): number =>
      sum((center) => center.changes.filter((change) => change.outcome?.status === status).length);
    const parts = ['done', 'failed', 'skipped'].map((status) => [number(status), status] as const);
    const told = parts
      .filter(([of, status]) => of > 0 || status === 'done')
      .map(([of, status]) => `${figure(of)} ${status}`);
    return changes === 0 ? 'Nothing was to do' : told.join(', ');
  }
  if (changes === 0) return 'No changes: live is as desired';
  const parts = [
    `${figure(sum(({ numbers }) => numbers.create))} to create`,
    `${figure(sum(({ numbers }) => numbers.update))} to change`,
    `${figure(sum(({ numbers }) => numbers.delete))} to delete`,
  ];
  return parts.join(', ');
}

const RISKS: Readonly<Record<string, string>> = {
  drift: 'Risks of putting it back',
  apply: 'Risks that the plan named',
};

function risks({ highlights }: PageCenter): Child[][] {
  return highlights.map(({ risk, text }) => [
    h('span', { class: `badge ${risk}` }, `${risk} risk`),
    ` ${text}`,
  ]);
}

function manual(center: PageCenter): Child[][] {
  return center.manual.map((item) => [
    ...reasonEntry(item),
    item.blocks.length > 0 && ` (until then left out: ${item.blocks.join(', ')})`,
  ]);
}

function reasonEntry({ address, reason }: { readonly address: string; readonly reason: string }): Child[] {
  return [h('code', {}, address), `: ${reason}`];
}

/** What failed and what was left out for it, one entry a reason. */
function failures(center: PageCenter): Child[][] {
  if (!center.run) return [];
  const undone = center.changes.filter(({ outcome }) => outcome && outcome.status !== 'done');
  const groups = gather(undone, ({ outcome }) => `${outcome?.status} ${outcome?.because ?? ''}`);
  const worstFirst = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return worstFirst.map((group): Child[] => {
    const outcome = group[0]?.outcome;
    const names = group.slice(0, NAMED).map(titleOf).join('; ');
    const more = group.length > NAMED ? ` and ${figure(group.length - NAMED)} more` : '';
    return [
      h('span', { class: `badge ${outcome?.status}` }, outcome?.status),
      ` ${names}${more}`,
      outcome?.because && h('span', { class: 'note' }, `: ${outcome.because}`),
    ];
  });
}

function remaining({ changes, run }: PageCenter): Child[][] {
  const told = new Set(
    changes.filter(({ outcome }) => outcome && outcome.status !== 'done').map(({ key }) => key),
  );
  return (run?.remaining ?? []).filter((key) => !told.has(key)).map((key) => [key]);
}

function problemEntry({ code, severity, message, file, line, column }: Problem): Child[] {
  const place = [file, line, column].filter((part) => part !== undefined && part !== null).join(':');
  return [
    h('span', { class: `badge ${severity}` }, severity),
    ' ',
    h('code', {}, code),
    ` ${message}`,
    place !== '' && h('span', { class: 'note' }, ` ${place}`),
  ];
}

function section(title: string, name: string, entries: readonly Child[][]): HTMLElement[] {
  if (entries.length === 0) return [];
  return [h('section', { class: `told ${name}`, 'aria-label': title }, h('h2', {}, title), list(entries))];
}

function folded(title: string, name: string, entries: readonly Child[][]): HTMLElement[] {
  if (entries.length === 0) return [];
  const details = h(
    'details',
    { class: `told ${name}` },
    h('summary', {}, `${title} `, h('span', { class: 'note' }, figure(entries.length))),
  );
  details.addEventListener('toggle', () => details.childElementCount === 1 && details.append(list(entries)), {
    once: true,
  });
  return [details];
}

/** The first entries, and a button for the rest. */
function list(entries: readonly Child[][]): HTMLElement {
  const item = (entry: Child[]): HTMLElement => h('li', {}, ...entry);
  const element = h('ul', {}, ...entries.slice(0, SHOWN).map(item));
  const rest = entries.slice(SHOWN);
  if (rest.length === 0) return element;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'rest',
      click: () => {
        button.remove();
        element.append(...rest.map(item));
      },
    },
    `${figure(rest.length)} more`,
  );
  return h('div', {}, element, button);
}
