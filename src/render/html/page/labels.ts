// The page's words for the plan's words.
import type { Change, ChangeEnd } from '../../../contract/index.js';
import { addressed } from '../../change.js';

const LABELS: Readonly<Record<string, string>> = {
  create: 'create',
  update: 'change',
  delete: 'delete',
  high: 'high risk',
  medium: 'medium risk',
  low: 'low risk',
  'ours-changed': 'changed at the vendor',
  'ours-gone': 'not live',
  'foreign-new': 'not in the files',
};

export const SIGNS: Readonly<Record<string, string>> = { create: '+', update: '~', delete: '−' };

export function labelOf(value: string): string {
  return LABELS[value] ?? value;
}

/** `+ queue/9001 Support`, `− 9001 Support ← 10031 Li Wei`: a change in the fewest words. */
export function titleOf({ action, address, label, ends }: Change): string {
  const sign = SIGNS[action] ?? '';
  return ends ? `${sign} ${tieOf(ends)}` : `${sign} ${addressed(address, label)}`;
}

/** The two ends of a binding: `9001 Support ← 10031 Li Wei`. */
export function tieOf([pool, member]: readonly [ChangeEnd, ChangeEnd]): string {
  return `${withoutKind(pool)} ← ${withoutKind(member)}`;
}

function withoutKind({ address, label }: ChangeEnd): string {
  return addressed(address, label).slice(address.indexOf('/') + 1);
}

/** `10000` as `10,000`. */
export function figure(number: number): string {
  return number.toLocaleString('en-US');
}
