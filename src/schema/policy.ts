// The `policy` block: its schema, and the same as the plan needs it, with defaults filled in.

import * as z from 'zod';
import type { Policy, Weekday, Window } from '../contract/index.js';
import { boolean, choice, id, integer, list, object, text } from './fields.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

const time = (description: string, example: string) =>
  id(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { description, example, hint: 'hours and minutes, 00:00 to 23:59' });

const timezone = text({
  description: 'IANA name of the time zone of the two times.',
  example: 'Asia/Shanghai',
})
  .refine(isTimeZone, { error: 'must be the IANA name of a time zone, such as Asia/Shanghai' })
  .meta({ description: 'IANA name of the time zone of the two times.', examples: ['Asia/Shanghai'] });

const window = object(
  {
    days: list(choice(DAYS, { description: 'A day of the week.', example: 'mon' }), {
      description: 'Days on which the window opens.',
      example: ['mon', 'tue'],
      min: 1,
    }),
    from: time('When the window opens, local time.', '22:00'),
    to: time('When it closes; an earlier time than `from` is on the next day.', '06:00'),
    timezone,
  },
  {
    description: 'A span of time in which apply may run.',
    example: { days: ['sun'], from: '22:00', to: '06:00', timezone: 'Asia/Shanghai' },
  },
);

const floor = integer({
  description: 'Enabled members that the queue keeps in every intermediate state.',
  example: 2,
  min: 0,
});

const prune = z
  .union(
    [
      boolean({ description: 'All sections, or none.', example: false }),
      list(text({ description: 'Name of a section.', example: 'subscriptions' }), {
        description: 'Sections by name.',
        example: ['subscriptions'],
      }),
    ],
    { error: 'must be true, false or a list of sections' },
  )
  .meta({
    description:
      'Sections whose live objects that no document declares are deleted: false (none, the default), true (all), or a list.',
    examples: [['subscriptions']],
  });

const maxDeletes = z
  .string({ error: 'must be a number or a percentage, such as 25%' })
  .transform((written, context): Policy['maxDeletes'] => {
    const percent = /^(\d{1,3})%$/.exec(written)?.[1];
    if (percent !== undefined && Number(percent) <= 100) return { percent: Number(percent) };
    if (/^\d{1,9}$/.test(written)) return { count: Number(written) };
    context.issues.push({
      code: 'custom',
      message: 'must be a number or a percentage, such as 25%',
      input: written,
    });
    return z.NEVER;
  })
  .meta({
    description:
      'A plan that deletes more of one kind than this is refused: a number, or a percentage of what is live (which counts from 10 live objects up). Default: 25%.',
    examples: ['25%'],
    type: ['string', 'integer'],
    pattern: '^[0-9]+%?$|\\$\\{',
    minimum: 0,
  });

export const policySchema = z.strictObject({
  prune: prune.optional(),
  maxDeletes: maxDeletes.optional(),
  protect: list(text({ description: 'An address; * stands for any text.', example: 'agent/1*', min: 1 }), {
    description: 'Addresses that may never be deleted or, of a queue, emptied.',
    example: ['queue/9001', 'agent/1*'],
  }).optional(),
  staffing: z
    .record(z.string(), floor, { error: 'must be a mapping of queue ids to numbers' })
    .meta({
      description:
        'Enabled members that a queue keeps in every intermediate state, by its id; `default` counts for all others.',
      examples: [{ default: 0, '9001': 2 }],
    })
    .optional(),
  busyAgents: choice(['wait', 'skip', 'refuse', 'ignore'], {
    description: 'What happens to a change that would cut a live call. Default: wait.',
    example: 'wait',
  }).optional(),
  allowDialling: boolean({
    description: 'Whether apply may start or resume a campaign, which calls real people. Default: false.',
    example: false,
  }).optional(),
  windows: list(window, {
    description: 'When apply may run. Outside, it is refused unless --override-window is given.',
    example: [{ days: ['sun'], from: '22:00', to: '06:00', timezone: 'Asia/Shanghai' }],
  }).optional(),
});

export type PolicyInput = z.output<typeof policySchema>;

export function toPolicy(input: PolicyInput): Policy {
  const { default: standard = 0, ...of } = input.staffing ?? {};
  const windows: readonly Window[] = input.windows ?? [];
  return {
    prune: pruneOf(input.prune),
    maxDeletes: input.maxDeletes ?? { percent: 25 },
    protect: input.protect ?? [],
    staffing: { default: standard, of },
    busyAgents: input.busyAgents ?? 'wait',
    allowDialling: input.allowDialling ?? false,
    windows,
  };
}

function pruneOf(written: boolean | readonly string[] | undefined): Policy['prune'] {
  if (written === true) return 'all';
  return written === undefined || written === false ? 'none' : [...new Set(written)].sort();
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
