// One change in words, the same in every format: its sign, what it is about, its risk and its certainty.
import type { Change } from '../contract/index.js';
import { plain } from './sanitize.js';
import { idOf, ownName } from './words.js';

/** The sign and what it is about, without colour. */
export function headline(change: Change): string {
  if (change.ends) {
    const verb = { create: 'bind', update: '~', delete: 'unbind' }[change.action];
    const [pool, member] = change.ends;
    return `${verb} ${plain(change.kind)} ${named(pool.address, pool.label)} <- ${named(member.address, member.label)}`;
  }
  const sign = { create: '+', update: '~', delete: '-' }[change.action];
  return `${sign} ${addressed(change.address, change.label)}`;
}

/** What it is about, without the sign: drift says in other words what became of it. */
export function unsigned(change: Change): string {
  return headline(change).replace(/^\S+ /, '');
}

/** `queue/9001 Support`; the name only if it says more than the address. */
export function addressed(address: string, label?: string): string {
  const name = ownName(address, label);
  return name === undefined ? plain(address) : `${plain(address)} ${name}`;
}

/** `9001 Support`: an end of a binding, its kind being known. */
function named(address: string, label?: string): string {
  const id = plain(idOf(address));
  const name = ownName(address, label);
  return name === undefined ? id : `${id} ${name}`;
}

/** `medium risk` and its reason, `assumed` and its reason; nothing for what is ordinary. */
export function reasonsOf(change: Change): [word: string, reason: string | undefined][] {
  return [
    ...(change.risk === 'low'
      ? []
      : [[`${change.risk} risk`, change.riskReason] as [string, string | undefined]]),
    ...(change.certainty === 'verified'
      ? []
      : [[change.certainty, change.certaintyReason] as [string, string | undefined]]),
  ];
}

/** A reason as the heading of a group gives it. */
export function remark(word: string, reason: string | undefined): string {
  return reason === undefined || reason === '' ? word : `${word}: ${plain(reason)}`;
}
