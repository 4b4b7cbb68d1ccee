// The vendor's own faults, by the grammar that the kit's faults have: `code7=2` is the second write, `code5=read:*` …

import { InputError } from '../../../contract/index.js';
import { createFaults, type FaultCall, type Faults } from '../../../simulator/faults.js';

/** What each does. Nothing is done by the vendor unless it says so. */
const VENDOR_FAULTS = {
  code5: 'answers 5, server maintenance',
  code5001: 'answers 5001, internal error',
  'code5001-after': 'does it, then answers 5001, internal error',
  code6003: 'answers 6003, no permission',
  code7: 'answers 7, system busy',
  'code7-after': 'does it, then answers 7, system busy',
  code1001: 'answers 1001, as while a batch is imported',
  'bad-sign': 'signs the answer wrong',
  'no-sign': 'does not sign the answer',
  'short-list': 'leaves out the last row of a list, and says nothing of it',
  'duplicate-rows': 'gives the first row of a list twice',
} as const;

export type VendorFault = keyof typeof VENDOR_FAULTS;
export const VENDOR_FAULT_NAMES = Object.keys(VENDOR_FAULTS) as readonly VendorFault[];

type Options = Readonly<Record<string, string>>;

/** Throws InputError, naming the fault whose value makes no sense. */
export function checkVendorFaults(options: Options): void {
  for (const name of VENDOR_FAULT_NAMES) read(name, options[name] ?? '', () => 0);
}

/** Counts calls and says which faults hit each; a fault that is set anew counts anew. */
export function vendorFaults(random: () => number): (call: FaultCall, options: Options) => Set<VendorFault> {
  const known = new Map<VendorFault, { readonly text: string; readonly faults: Faults | undefined }>();
  return (call, options) => {
    const hits = new Set<VendorFault>();
    for (const name of VENDOR_FAULT_NAMES) {
      const text = options[name] ?? '';
      const own = known.get(name);
      const now = own?.text === text ? own : { text, faults: read(name, text, random) };
      known.set(name, now);
      if (now.faults?.hit(call).names.size) hits.add(name);
    }
    return hits;
  };
}

/** A list is read: counts without a scope are counts of reads. */
const ON_READS: ReadonlySet<string> = new Set(['short-list', 'duplicate-rows']);

/** A fault of the kit that takes no argument carries the grammar. */
const CARRIER = 'error-before';

function read(name: VendorFault, text: string, random: () => number): Faults | undefined {
  if (text === '') return undefined;
  const faults = createFaults(random, []);
  try {
    faults.set({ [CARRIER]: ON_READS.has(name) ? ofReads(text) : text });
    return faults;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.problems.map((problem) => ({ ...problem, message: problem.message.replace(CARRIER, name) })),
    );
  }
}

function ofReads(text: string): string {
  return text
    .split(';')
    .map((part) => (/[: ]/.test(part) ? part : `read:${part.trim()}`))
    .join(';');
}
