// The settings of a campaign (nxcloud.md B.5): what a file may say, and the two shapes in which the vendor wants it.

import type { Value } from '../../contract/index.js';
import { boolean, decimal, integer, list, object, text } from '../../schema/fields.js';

/** nxcloud.md B.5, `startupType`: 2 and 3 would dial by themselves; 1 waits to be started. */
const MANUAL = 1;

const rate = (description: string) => decimal({ description, example: 1.5, min: 0, max: 1000, places: 2 });

const sms = object(
  {
    smsID: text({ description: 'Id of the SMS template.', example: 'sms-1', min: 1, max: 128 }),
    intentID: list(text({ description: 'Id of an intent.', example: '17' }), {
      description: 'Ids of the intents after which the SMS is sent.',
      example: ['17'],
    }).optional(),
    intentName: list(text({ description: 'Name of an intent.', example: 'Interested' }), {
      description: 'Names of these intents.',
      example: ['Interested'],
    }).optional(),
  },
  { description: 'An SMS that is sent after some intents.', example: { smsID: 'sms-1', intentID: ['17'] } },
);

const manualCall = object(
  {
    agentGroup: text({
      description: 'Number of the queue that calls are handed to.',
      example: 'NXQ1001',
      max: 128,
    }).optional(),
    dispatchType: integer({
      description: '0 hands nothing over, 1 by ratio, 2 predictive.',
      example: 1,
      min: 0,
      max: 2,
    }).optional(),
    ratioCallRate: rate('Calls for each agent, with dispatchType 1.').optional(),
    predictCallRate: rate('Rate of calls, with dispatchType 2.').optional(),
  },
  { description: 'How calls are handed to agents.', example: { agentGroup: 'NXQ1001', dispatchType: 1 } },
);

const flag = (description: string) => boolean({ description, example: true }).optional();
const hours = (description: string, example: string) => text({ description, example, max: 256 }).optional();

export const campaignSettings = object(
  {
    strategyName: text({
      description: 'Name of a dialling strategy of the console.',
      example: 'Default Strategy',
      max: 128,
    }).optional(),
    startupType: integer({
      description: 'How the campaign starts. Only 1 (by hand) is possible: `state` starts it.',
      example: MANUAL,
    }).optional(),
    startupAt: integer({
      description: 'When the campaign starts by itself. Only 0 is possible: `state` starts it.',
      example: 0,
    }).optional(),
    zoneSecond: integer({
      description: 'Offset of the time zone, in seconds.',
      example: 28800,
      min: -64800,
      max: 64800,
    }).optional(),
    dialAtWeekDay: hours('Days on which it dials, as the console writes them.', '1,2,3,4,5'),
    dialAtUpHour: hours('Hours of the morning in which it dials, as the console writes them.', '09:00-12:00'),
    dialAtDownHour: hours(
      'Hours of the afternoon in which it dials, as the console writes them.',
      '14:00-18:00',
    ),
    maxRingTime: integer({ description: 'Seconds of ringing.', example: 30, min: 1, max: 600 }).optional(),
    maxCall: integer({ description: 'Most calls, as the console says.', example: 10, min: 0 }).optional(),
    routeID: text({ description: 'Id of the call route.', example: '42', max: 128 }).optional(),
    manualCallSetting: manualCall.optional(),
    taskKeep: flag('Whether the campaign stays open for numbers that come later.'),
    roundRedial: flag('Whether it dials again in rounds.'),
    wholeTTS: flag('Whether all speech is synthetic.'),
    phoneEncrypt: flag('Whether numbers are encrypted. Numbers that are there already stay as they are.'),
    smsEnable: flag('Whether SMS are sent.'),
    smsFuncFlag: list(sms, {
      description: 'Which SMS follow which intents.',
      example: [{ smsID: 'sms-1', intentID: ['17'] }],
    }).optional(),
  },
  {
    description: 'Settings of the campaign. They can be written and not read; the whole set is sent.',
    example: { strategyName: 'Default Strategy', maxRingTime: 30 },
  },
);

export type Settings = Readonly<Record<string, Value>>;

/** Only updateTask has them (B.5, columns). */
const UPDATE_ONLY = ['maxCall', 'phoneEncrypt'] as const;
const FLAGS = ['taskKeep', 'roundRedial', 'wholeTTS', 'smsEnable', 'smsFuncFlag', 'phoneEncrypt'];
/** Sent by us, whatever the file says. */
const OURS = ['startupType', 'startupAt'];

/** Without what says no more than we send anyhow: to write that down is no change. */
export function normalSettings(settings: Settings): Settings {
  return dialsByItself(settings) === undefined ? pick(settings, (name) => !OURS.includes(name)) : settings;
}

/** Whether a new campaign needs updateTask for them. */
export function needsUpdate(settings: Settings): boolean {
  return UPDATE_ONLY.some((name) => settings[name] !== undefined);
}

/** `taskCreateSetting` and `funcFlag` as createTask spells them (6 no. 16). */
export function forCreate(settings: Settings): { taskCreateSetting: Settings; funcFlag: Settings } {
  const { taskCreateSetting, funcFlag } = forUpdate(settings);
  const without = (all: Settings): Settings =>
    pick(all, (name) => !UPDATE_ONLY.some((other) => other === name));
  const flags = without(funcFlag);
  const smsFuncFlag = Array.isArray(flags.smsFuncFlag)
    ? { smsFuncFlag: flags.smsFuncFlag.map(inOldSpelling) }
    : {};
  return { taskCreateSetting: without(taskCreateSetting), funcFlag: { ...flags, ...smsFuncFlag } };
}

/** `taskCreateSetting` and `funcFlag` as updateTask spells them. */
export function forUpdate(settings: Settings): { taskCreateSetting: Settings; funcFlag: Settings } {
  return {
    taskCreateSetting: {
      ...pick(settings, (name) => !FLAGS.includes(name) && !OURS.includes(name)),
      startupType: MANUAL,
    },
    funcFlag: pick(settings, (name) => FLAGS.includes(name)),
  };
}

function pick(all: Settings, wanted: (name: string) => boolean): Settings {
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name)));
}

/** createTask: `smsId`, `intentId`, `intentName`; elsewhere `smsID`, `intentID`, `intentName`. */
function inOldSpelling(entry: Value): Value {
  const { smsID, intentID, ...rest } = entry as Settings;
  return {
    ...rest,
    ...(smsID === undefined ? {} : { smsId: smsID }),
    ...(intentID === undefined ? {} : { intentId: intentID }),
  };
}

/** What in the settings would make the campaign dial by itself, if anything. */
export function dialsByItself(settings: Settings): string | undefined {
  const { startupType, startupAt } = settings;
  if (startupType !== undefined && startupType !== MANUAL)
    return `startupType is ${String(startupType)}, and only ${MANUAL} (started by hand) is possible`;
  return startupAt !== undefined && startupAt !== 0
    ? 'startupAt would start it at a time of its own'
    : undefined;
}
