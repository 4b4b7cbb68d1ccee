// Udesk's return codes with their meaning (udesk.md §5.1; §5.2 are hints from the vendor's sister page).

/** Success; a text, never a number. */
export const OK = '000000';

const PARAMETER_ERROR = '000001';
const INTERNAL_ERROR = '000003';
const DATA_ABSENT = '000004';
const APP_FORBIDDEN = '100002';
/** Several meanings under one code: see `meaningOf100004`. */
export const WRONG_MESSAGE = '100004';
export const NUMBER_EXISTS = '100015';
export const EXTENSION_BOUND = '100016';
const APP_ID_BLANK = '100017';
const RECORD_ABSENT = '100018';

/** G02: no code for a bad signature is documented; these are the sister page's. */
export const AUTH_CODES: ReadonlySet<string> = new Set(['100003', '000035', '200020']);
/** The server failed and may or may not have done it. */
export const SERVER_CODES: ReadonlySet<string> = new Set([INTERNAL_ERROR, '000060', '200021']);
/** The application id is missing, unknown or disabled: no call of this run can succeed. */
export const APP_CODES: ReadonlySet<string> = new Set([APP_FORBIDDEN, APP_ID_BLANK, '200001']);
export const ABSENT_CODES: ReadonlySet<string> = new Set([DATA_ABSENT, RECORD_ABSENT, '200004']);

/** What a definite refusal means, in words; codes that need no words beyond the vendor's own are left out. */
const MEANINGS: Readonly<Record<string, string>> = {
  [PARAMETER_ERROR]: 'a parameter is missing or not accepted',
  '000036': 'wrong request',
  [DATA_ABSENT]: 'it does not exist',
  '100001': 'a parameter is empty',
  [APP_FORBIDDEN]: 'the application does not exist or is disabled; check appId',
  '100003': 'the account is not known; check sid',
  '100005': 'the account does not own this relay number',
  '100006': 'the name exists already',
  [NUMBER_EXISTS]: 'the extension exists already',
  [EXTENSION_BOUND]: 'the extension is bound to an agent',
  [APP_ID_BLANK]: 'the application id did not arrive',
  [RECORD_ABSENT]: 'the agent, queue or record does not exist',
  '100021': 'the agent is in a state that does not allow it',
  '100022': 'it belongs to somebody else',
  '200001': 'the application does not exist; check appId',
  '200002': 'a parameter is not accepted',
  '200004': 'no record was found',
  '200019': 'the name exists already',
};

/** Codes whose refusal is definite: the server did nothing. */
const DEFINITE: ReadonlySet<string> = new Set([
  ...Object.keys(MEANINGS),
  WRONG_MESSAGE,
  ...Array.from({ length: 14 }, (_, index) => String(100_007 + index)),
]);

export function isDefinite(code: string): boolean {
  return DEFINITE.has(code) && !SERVER_CODES.has(code);
}

export function meaningOf(code: string): string | undefined {
  return MEANINGS[code];
}

/** 100004 by its text (udesk.md §5.1); letter case differs between the vendor's own pages. */
export function meaningOf100004(text: string): 'duplicate' | 'no-body' | 'dependency' | 'other' {
  const lower = text.toLowerCase();
  if (lower.includes('duplicate entry')) return 'duplicate';
  if (lower.includes('unexpected end of json')) return 'no-body';
  if (/can['’]?t delete|has queue or voip|has agent/.test(lower)) return 'dependency';
  return 'other';
}
