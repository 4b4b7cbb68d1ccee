// The plans of a file as they are shown: checked in shape, in the order in which they were printed.
import type { CenterPlan } from '../../contract/index.js';
import { readPlanFile, wrongFile } from './file.js';
import { planFile } from './shape.js';

/** The plans of a file, to be shown. Its checksum needs credentials, so only `apply --plan` checks it. */
export function plansToShow(path: string): {
  readonly tool: string;
  readonly centers: readonly CenterPlan[];
} {
  const value = jsonOf(readPlanFile(path));
  const read = planFile.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')})`;
    throw wrongFile(path, `This is not a plan that cutover saved${where}. Make one with cutover plan --out.`);
  }
  // The schema has checked every part that is shown; the rest stays as it is.
  const centers = inOrderOf({ centers: read.data.centers }, value).centers;
  return { tool: read.data.tool, centers: centers as unknown as readonly CenterPlan[] };
}

/** `checked`, its keys in the order of the file: the schema has an order of its own, and `plan` printed that of the file. */
function inOrderOf<T>(checked: T, raw: unknown): T;
function inOrderOf(checked: unknown, raw: unknown): unknown {
  if (typeof checked !== 'object' || checked === null || typeof raw !== 'object' || raw === null)
    return checked;
  const of: ReadonlyMap<string, unknown> = new Map(Object.entries(raw));
  if (Array.isArray(checked)) return checked.map((one, index) => inOrderOf(one, of.get(String(index))));
  const parts: ReadonlyMap<string, unknown> = new Map(Object.entries(checked));
  const keys = [...of.keys()].filter((key) => parts.has(key));
  return Object.fromEntries(keys.map((key) => [key, inOrderOf(parts.get(key), of.get(key))]));
}

/** Undefined for what is no JSON, and for what is nested as no plan is: whoever walks through that does not return. */
function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const DEEPEST = 100;

function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}
