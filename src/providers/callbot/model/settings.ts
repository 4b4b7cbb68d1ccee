// `taskCreateSetting` and `funcFlag` (nxcloud.md B.5): which call knows which field, and of which type. Meanings and
// required fields could not be read.

import { checkKnown, type Fields, listField, objectOf, textField, textsField } from './fields.js';
import { wrongFormat, wrongValue } from './refusal.js';
import type { Options } from './switches.js';

/** createTask knows fewer fields than createAndCall and updateTask. */
export type Page = 'createTask' | 'others';

type Check = (fields: Fields, name: string) => unknown;

const text: Check = (fields, name) => textField(fields, name);
const flag: Check = (fields, name) => {
  if (typeof fields[name] !== 'boolean') throw wrongFormat(name);
  return fields[name];
};
const number: Check = (fields, name) => {
  if (typeof fields[name] !== 'number') throw wrongFormat(name);
  return fields[name];
};
const integer: Check = (fields, name) => {
  if (!Number.isInteger(fields[name])) throw wrongFormat(name);
  return fields[name];
};
const upTo =
  (largest: number): Check =>
  (fields, name) => {
    const value = Number(integer(fields, name));
    if (value < 0 || value > largest) throw wrongValue(name);
    return value;
  };

/** Replaced where the switches are known. */
const nested: Check = (_fields, name) => {
  throw wrongFormat(name);
};

const MANUAL: Readonly<Record<string, Check>> = {
  agentGroup: text,
  dispatchType: upTo(2),
  ratioCallRate: number,
  predictCallRate: number,
};

const SETTING: Readonly<Record<string, Check>> = {
  strategyName: text,
  startupType: upTo(3),
  startupAt: integer,
  zoneSecond: integer,
  dialAtWeekDay: text,
  dialAtUpHour: text,
  // Printed so in createTask's sample (nxcloud.md §6 no. 16).
  'dialAtUpHour ': text,
  dialAtDownHour: text,
  maxRingTime: integer,
  routeID: text,
  manualCallSetting: nested,
};
const MORE_SETTING: Readonly<Record<string, Check>> = {
  maxCall: integer,
  taskName: text,
  taskCallbackUrl: text,
};

const FLAG: Readonly<Record<string, Check>> = {
  taskKeep: flag,
  roundRedial: flag,
  wholeTTS: flag,
  smsEnable: flag,
  smsFuncFlag: nested,
};
const MORE_FLAG: Readonly<Record<string, Check>> = { phoneEncrypt: flag };

/** Both spellings are known on every page (nxcloud.md §6 no. 16). */
const SMS: Readonly<Record<string, Check>> = {
  smsId: text,
  smsID: text,
  intentId: textsField,
  intentID: textsField,
  intentName: textsField,
};

export const FLAG_NAMES: ReadonlySet<string> = new Set([...Object.keys(FLAG), ...Object.keys(MORE_FLAG)]);

/** Checked; the trailing space of a key is gone. */
export function readSetting(fields: Fields, page: Page, options: Options): Fields {
  const checks: Readonly<Record<string, Check>> = {
    ...SETTING,
    ...(page === 'others' ? MORE_SETTING : {}),
    manualCallSetting: (own, name) => checked(objectOf(own[name], name), MANUAL, options),
  };
  return checked(fields, checks, options);
}

export function readFlags(fields: Fields, page: Page, options: Options): Fields {
  const checks: Readonly<Record<string, Check>> = {
    ...FLAG,
    ...(page === 'others' ? MORE_FLAG : {}),
    smsFuncFlag: (own, name) =>
      listField(own, name).map((entry) => checked(objectOf(entry, name), SMS, options)),
  };
  return checked(fields, checks, options);
}

function checked(fields: Fields, checks: Readonly<Record<string, Check>>, options: Options): Fields {
  checkKnown(fields, new Set(Object.keys(checks)), options);
  return Object.fromEntries(
    Object.entries(checks)
      .filter(([name]) => fields[name] !== undefined)
      .map(([name, check]) => [name.trim(), check(fields, name)]),
  );
}
