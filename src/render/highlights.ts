// What a plan means to people who know queues and agents: its risks as sentences, worst first, equal ones gathered.
import {
  type Action,
  type CenterPlan,
  type Change,
  gather,
  type Risk,
  type StaffingChange,
} from '../contract/index.js';
import { plain } from './sanitize.js';
import { capitalised, count, kindTitle, ownName, RISK_ORDER } from './words.js';

export interface Highlight {
  readonly risk: Risk;
  /** Hostile text inside: escape it. */
  readonly text: string;
  /** How many changes it stands for. */
  readonly changes: number;
}

const NAMED = 3;

/** `Support loses 3 of 8 agents`, `outbound calls of this account will show a random number`. */
export function highlightsOf(plan: CenterPlan): Highlight[] {
  const losing = (plan.staffing ?? []).filter(({ leave }) => leave > 0);
  const pools = new Set(losing.map(({ pool }) => pool));
  const told = (change: Change): boolean =>
    change.action === 'delete' && change.ends !== undefined && pools.has(change.ends[0].address);
  const risky = plan.changes.filter(({ risk }) => risk !== 'low');
  const losses = losing.map((one): Highlight => {
    const its = risky.filter((change) => told(change) && change.ends?.[0].address === one.pool);
    const empties = one.before - one.leave + one.join <= 0;
    const risk = empties || its.some((change) => change.risk === 'high') ? 'high' : 'medium';
    return { risk, text: lossText(one), changes: its.length };
  });
  const others = gathered(risky.filter((change) => !told(change)));
  return [...losses, ...others].sort((a, b) => RISK_ORDER[a.risk] - RISK_ORDER[b.risk]);
}

function lossText({ pool, label, member, before, leave, join }: StaffingChange): string {
  const who = before === 1 ? plain(member) : kindTitle(member);
  const after = before - leave + join;
  const gain = join > 0 ? ` and gains ${join}` : '';
  const left =
    after <= 0 ? '; nobody is left to take its calls' : `; ${after} ${after === 1 ? 'is' : 'are'} left`;
  return `${calledBy(pool, label)} loses ${leave} of ${before} ${who}${gain}${left}`;
}

/** Changes with one reason become one sentence that names the first few. */
function gathered(changes: readonly Change[]): Highlight[] {
  const groups = gather(changes, ({ key, risk, riskReason }) => `${risk} ${riskReason ?? `\u0000${key}`}`);
  return [...groups.values()].flatMap((group): Highlight[] => {
    const [first] = group;
    return first ? [{ risk: first.risk, text: sentence(first, group), changes: group.length }] : [];
  });
}

function sentence(first: Change, group: readonly Change[]): string {
  const reason = first.riskReason === undefined ? undefined : plain(first.riskReason);
  if (reason === undefined) return deedOf(first);
  if (group.length === 1) return speaksOf(reason, first) ? reason : `${deedOf(first)}: ${reason}`;
  const names = group.slice(0, NAMED).map(subject);
  const more = group.length > NAMED ? ` and ${group.length - NAMED} more` : '';
  return `${names.join(', ')}${more}: ${reason}`;
}

/** The reason names what it is about itself. */
function speaksOf(reason: string, change: Change): boolean {
  const names = [change, ...(change.ends ?? [])].flatMap(({ address, label }) => [address, label]);
  return names.some((name) => name !== undefined && name !== '' && reason.includes(plain(name)));
}

/** `New Support (queue/9001)`, `End of Li Wei (agent/10031) at Support (queue/9001)`. */
export function deedOf(change: Change): string {
  const verb = { create: 'New', update: 'Change of', delete: 'Delete of' }[change.action];
  const tie = { create: 'New', update: 'Change of', delete: 'End of' }[change.action];
  return `${change.ends ? tie : verb} ${subject(change)}`;
}

/** What a change is about, its name first: `Support (queue/9001)`, `Li Wei (agent/10031) at Support (queue/9001)`. */
export function subject(change: Change): string {
  if (!change.ends) return calledBy(change.address, change.label);
  const [pool, member] = change.ends;
  return `${calledBy(member.address, member.label)} at ${calledBy(pool.address, pool.label)}`;
}

/** `Support (queue/9001)`, or the address alone. */
export function calledBy(address: string, label?: string): string {
  const name = ownName(address, label);
  return name === undefined ? plain(address) : `${name} (${plain(address)})`;
}

/** What nothing can check before or after, as sentences; equal reasons gathered. */
export function uncertaintiesOf(plan: CenterPlan): string[] {
  const groups = gather(
    plan.changes.filter(({ certainty }) => certainty !== 'verified'),
    ({ certainty, certaintyReason = '' }) => `${certainty} ${certaintyReason}`,
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    const what =
      first?.certainty === 'unknowable' ? 'cannot be read back' : 'rely on something that cannot be read';
    const why = first?.certaintyReason === undefined ? '' : ` (${plain(first.certaintyReason)})`;
    const names = group.slice(0, NAMED).map(subject).join(', ');
    const more = group.length > NAMED ? ' and others' : '';
    const singular = group.length === 1 ? what.replace('rely', 'relies') : what;
    return `${count(group.length, 'change')} ${singular}${why}: ${names}${more}`;
  });
}

/** `Queues: 2 to create; agents: 1 to create, 40 to change`, in the order of the plan's kinds. */
export function tallyOf(plan: CenterPlan): string {
  const parts = [...gather(plan.changes, ({ kind }) => kind)].map(([kind, changes]) => {
    const told = (['create', 'update', 'delete'] satisfies Action[]).flatMap((action) => {
      const number = changes.filter((change) => change.action === action).length;
      return number === 0 ? [] : [`${number} to ${action === 'update' ? 'change' : action}`];
    });
    return `${kindTitle(kind)}: ${told.join(', ')}`;
  });
  return capitalised(parts.join('; '));
}
