// Takes the stand-ins of secrets and ids out of a plan before it becomes JSON: nothing that looks like a value remains.
import {
  type Body,
  type Call,
  type CenterPlan,
  type Change,
  isIdRef,
  isSecretRef,
  type Value,
} from '../contract/index.js';
import { shownSecret } from './value.js';

const HIDDEN = '***';

/** The plan as `plan --format json` prints it. */
export function publicPlan(plan: CenterPlan): CenterPlan {
  return {
    ...plan,
    changes: plan.changes.map(publicChange),
    calls: plan.calls.map(publicCall),
    problems: plan.problems.map((problem) => ({ ...problem, address: problem.address ?? null })),
  };
}

function publicChange(change: Change): Change {
  return {
    ...change,
    fields: change.fields.map((field) => ({
      ...field,
      before: publicValue(field.before),
      after: publicValue(field.after),
    })),
  };
}

function publicCall(call: Call): Call {
  return call.body === undefined ? call : { ...call, body: publicBody(call.body) };
}

/** In a field a secret shows that it is set. */
function publicValue(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (isSecretRef(value)) return shownSecret(value);
  if (Array.isArray(value)) return value.map(publicValue);
  return mapped(value as Readonly<Record<string, Value>>, publicValue);
}

/** In a body a secret is `***`, and a vendor's id that is not known yet is `{address}`. */
function publicBody(body: Body): Body {
  if (typeof body !== 'object' || body === null) return body;
  if (isSecretRef(body)) return HIDDEN;
  if (isIdRef(body)) return `{${body.$id}}`;
  if (Array.isArray(body)) return body.map(publicBody);
  return mapped(body as Readonly<Record<string, Body>>, publicBody);
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
