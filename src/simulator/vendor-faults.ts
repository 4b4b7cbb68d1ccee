// Faults that only one vendor has (its own error codes, its own signatures), by the grammar that the kit's faults have:
// `code99=2` is the second write, `code88=read:*` …

import { InputError } from '../contract/index.js';
import { createFaults, type FaultCall, type Faults } from './faults.js';

type Options = Readonly<Record<string, string>>;

export interface VendorFaults<Name extends string> {
  readonly names: readonly Name[];
  /** Throws InputError, naming the fault whose value makes no sense. */
  check(options: Options): void;
  /** Counts calls and says which faults hit each; a fault that is set anew counts anew. */
  counter(random: () => number): (call: FaultCall, options: Options) => ReadonlySet<Name>;
}

/** `does`: what each fault does; `ofLists`: those that spoil a list, so that their counts are counts of reads. */
export function vendorFaults<const Name extends string>(
  does: Readonly<Record<Name, string>>,
  ofLists: readonly NoInfer<Name>[],
): VendorFaults<Name> {
  const isName = (name: string): name is Name => Object.hasOwn(does, name);
  const names = Object.keys(does).filter(isName);
  const read = (name: Name, text: string, random: () => number): Faults | undefined =>
    text === '' ? undefined : readFault(name, ofLists.includes(name) ? ofReads(text) : text, random);
  return {
    names,
    check(options) {
      for (const name of names) read(name, options[name] ?? '', () => 0);
    },
    counter(random) {
      const known = new Map<Name, { readonly text: string; readonly faults: Faults | undefined }>();
      return (call, options) => {
        const hits = new Set<Name>();
        for (const name of names) {
          const text = options[name] ?? '';
          const own = known.get(name);
          const now = own?.text === text ? own : { text, faults: read(name, text, random) };
          known.set(name, now);
          if (now.faults?.hit(call).names.size) hits.add(name);
        }
        return hits;
      };
    },
  };
}

/** A fault of the kit that takes no argument carries the grammar. */
const CARRIER = 'error-before';

function readFault(name: string, text: string, random: () => number): Faults {
  const faults = createFaults(random, []);
  try {
    faults.set({ [CARRIER]: text });
    return faults;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.problems.map((problem) => ({ ...problem, message: problem.message.replace(CARRIER, name) })),
    );
  }
}

/** Counts without a scope are counts of reads. */
function ofReads(text: string): string {
  return text
    .split(';')
    .map((part) => (/[: ]/.test(part) ? part : `read:${part.trim()}`))
    .join(';');
}
