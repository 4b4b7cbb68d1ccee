// The shape of a saved plan as far as `show` uses it: hostile text until every part that is shown has been checked.
import { z } from 'zod';
import { FORMAT_VERSION } from '../../contract/index.js';

const center = z.looseObject({
  center: z.string(),
  provider: z.string(),
  status: z.enum(['clean', 'changes', 'refused', 'invalid', 'error']),
  summary: z.looseObject({ create: z.number(), update: z.number(), delete: z.number() }),
  changes: z.array(
    z.looseObject({
      key: z.string(),
      action: z.enum(['create', 'update', 'delete']),
      kind: z.string(),
      address: z.string(),
      label: z.string().optional(),
      ends: z.tuple([end(), end()]).optional(),
      fields: z.array(z.looseObject({ path: z.string(), before: z.json(), after: z.json() })),
      certainty: z.enum(['verified', 'assumed', 'unknowable']),
      certaintyReason: z.string().optional(),
      risk: z.enum(['low', 'medium', 'high']),
      riskReason: z.string().optional(),
      waitsFor: z.array(z.string()),
      source: z.looseObject({ file: z.string(), line: z.number(), column: z.number() }).optional(),
    }),
  ),
  calls: z.array(
    z.looseObject({
      id: z.string(),
      method: z.string(),
      path: z.string(),
      body: z.json().optional(),
      changes: z.array(z.string()),
      after: z.array(z.string()),
      wave: z.number(),
      conditional: z.string().optional(),
    }),
  ),
  callCount: z.number(),
  conditionalCalls: z.number(),
  lowerBound: z.number(),
  boundReasons: z.array(z.string()),
  reads: z.number(),
  verified: z.boolean(),
  unmanaged: z.array(z.string()),
  manual: z.array(z.looseObject({ address: z.string(), reason: z.string(), blocks: z.array(z.string()) })),
  unverifiable: z.array(z.looseObject({ address: z.string(), reason: z.string() })),
  irreversible: z.array(z.looseObject({ address: z.string(), reason: z.string() })).optional(),
  problems: z.array(
    z.looseObject({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      message: z.string(),
      file: z.string().optional(),
      line: z.number().optional(),
      column: z.number().optional(),
      address: z.string().nullish(),
    }),
  ),
  staffing: z
    .array(
      z.looseObject({
        pool: z.string(),
        label: z.string().optional(),
        member: z.string(),
        before: z.number(),
        leave: z.number(),
        join: z.number(),
      }),
    )
    .optional(),
  fingerprint: z.string(),
});
export const planFile = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  tool: z.string(),
  centers: z.array(center),
});

function end() {
  return z.looseObject({ address: z.string(), label: z.string().optional() });
}
