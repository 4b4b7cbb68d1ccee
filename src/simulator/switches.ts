// Every switch of a vendor sheet has a name and a closed set of values: as `--option k=v` reads them, and as a model does.

import { InputError, type ModelSwitch, type Problem } from '../contract/index.js';

/** All switches with their values: the defaults, overlaid with `given`. Throws InputError naming every mistake. */
export function resolveSwitches(
  switches: readonly ModelSwitch[],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const known = new Map(switches.map((entry) => [entry.name, entry]));
  const problems = Object.entries(given).flatMap(([name, value]) => mistakes(known, name, value));
  if (problems.length > 0) throw new InputError(problems);
  return { ...Object.fromEntries(switches.map((entry) => [entry.name, entry.values[0] ?? ''])), ...given };
}

/** The values of a model's own switches, each with those that it may have; `n` and `…` are any text. */
export type SwitchValues<Switches extends readonly ModelSwitch[]> = {
  readonly [Switch in Switches[number] as Switch['name']]: Extract<
    Switch['values'][number],
    'n' | '…'
  > extends never
    ? Switch['values'][number]
    : string;
};

/** As `resolveSwitches`, for a model: what is given for others (those of the simulator's door) is left out. */
export function ownSwitches<const Switches extends readonly ModelSwitch[]>(
  switches: Switches,
  given: Readonly<Record<string, string>>,
): SwitchValues<Switches> {
  const names = new Set(switches.map(({ name }) => name));
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
  return resolveSwitches(switches, own) as SwitchValues<Switches>;
}

function mistakes(known: ReadonlyMap<string, ModelSwitch>, name: string, value: string): Problem[] {
  const entry = known.get(name);
  if (!entry) {
    const names = [...known.keys()].sort().join(', ');
    return [problem(`There is no option ${name}. Options are: ${names}.`)];
  }
  if (entry.values.some((allowed) => fits(allowed, value))) return [];
  return [
    problem(`Option ${name} cannot be ${JSON.stringify(value)}. Values are: ${entry.values.join(', ')}.`),
  ];
}

/** `n` stands for a whole number, `…` for any text. */
function fits(allowed: string, value: string): boolean {
  if (allowed === 'n') return /^\d{1,9}$/.test(value);
  return allowed === '…' || allowed === value;
}

function problem(message: string): Problem {
  return { code: 'simulator-option', severity: 'error', message, address: null };
}
