// One change as lines of a `diff` code block, the sign first so that it is coloured.
import type { Change, Outcome } from '../../contract/index.js';
import type { DriftDirection } from '../../plan/drift-direction.js';
import { unsigned } from '../change.js';
import { plain } from '../sanitize.js';
import { changeLines } from '../text/change.js';
import { createTheme } from '../text/theme.js';
import { shownDrift } from '../value.js';
import { clipped } from './budget.js';

const COLOURLESS = createTheme(false);
const WIDTH = 110;
const INDENT = 4;

/** `+ queue/9001 Support` and its fields. */
export function changeEntry(change: Change): string[] {
  const lines = changeLines(change, COLOURLESS, WIDTH).map((line) => clipped(line.slice(INDENT)));
  const [first = '', ...rest] = lines;
  return [first.replace(/^(~|bind|unbind) /, (sign) => SIGNS[sign] ?? sign), ...rest];
}

const SIGNS: Readonly<Record<string, string>> = { '~ ': '! ', 'bind ': '+ bind ', 'unbind ': '- unbind ' };

const DRIFTED: Readonly<Record<DriftDirection, string>> = {
  'ours-changed': '! changed',
  'ours-gone': '- missing',
  'foreign-new': '+ extra',
  unknowable: '# unknown',
};

/** `! changed queue/9001 Support` and both values of what moved. */
export function driftEntry(change: Change & { readonly direction: DriftDirection }): string[] {
  const risk =
    change.risk === 'low'
      ? ''
      : `  [${change.risk} risk to put back${change.riskReason ? `: ${plain(change.riskReason)}` : ''}]`;
  const fields =
    change.direction === 'ours-changed' ? change.fields.map((field) => `    ${shownDrift(field)}`) : [];
  return [`${DRIFTED[change.direction]} ${unsigned(change)}${risk}`, ...fields].map((line) => clipped(line));
}

const RESULTS: Readonly<Record<Outcome['status'], string>> = {
  done: '+ done',
  failed: '- failed',
  skipped: '! skipped',
};

/** `- failed create queue/9001: the vendor says no` and the parts that failed. */
export function outcomeEntry({ key, status, because, details }: Outcome): string[] {
  const reason = because === null ? '' : `: ${plain(because)}`;
  const parts = (details ?? []).map(({ id, message }) => `    ${plain(id)}: ${plain(message)}`);
  return [`${RESULTS[status]} ${plain(key)}${reason}`, ...parts].map((line) => clipped(line));
}
