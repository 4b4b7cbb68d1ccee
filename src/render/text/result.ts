// What an apply did, as a person reads it: only what did not simply work is told one by one.
import type { CenterResult, Outcome } from '../../contract/index.js';
import { plain } from '../sanitize.js';
import { count, duration, folded } from '../words.js';
import { titled } from './sections.js';
import type { TextOptions } from './theme.js';

const SHOWN = 20;

/** Lines of one center's result; its problems are told apart, on standard error. */
export function resultLines(result: CenterResult, options: TextOptions): string[] {
  const { theme } = options;
  const limit = options.verbose ? Number.POSITIVE_INFINITY : SHOWN;
  const lines: string[] = [];
  const block = (title: string, entries: readonly string[]): void =>
    void lines.push(...titled(theme.title(title), folded(entries, limit), options.width));
  const by = (status: Outcome['status']): Outcome[] =>
    result.outcomes.filter((outcome) => outcome.status === status);
  const [done, failed, skipped] = [by('done'), by('failed'), by('skipped')];
  block(theme.error('Failed'), failed.flatMap(outcomeLines));
  block(theme.warn('Skipped'), skipped.flatMap(outcomeLines));
  block('Notes', done.filter((outcome) => outcome.because !== null || outcome.details).flatMap(outcomeLines));
  block(
    'Only a person can do this (manual)',
    result.manual.map((item) => `${plain(item.address)}: ${plain(item.reason)}`),
  );
  const told = new Set([...failed, ...skipped].map(({ key }) => key));
  // After an interruption nobody has looked what remains, and what was refused as a whole stands in the plan above.
  const isUntouched = result.status === 'refused' && result.outcomes.length === 0;
  const looked = !isUntouched && !result.problems.some(({ code }) => code === 'interrupted');
  block('Still not as desired', looked ? result.remaining.filter((key) => !told.has(key)).map(plain) : []);
  block('Secrets', sinks(result));
  lines.push(closing(result, { done: done.length, failed: failed.length, skipped: skipped.length }, options));
  return lines;
}

function outcomeLines(outcome: Outcome): string[] {
  const reason = outcome.because === null ? '' : `: ${plain(outcome.because)}`;
  const details = (outcome.details ?? []).map((detail) => `  ${plain(detail.id)}: ${plain(detail.message)}`);
  return [`${plain(outcome.key)}${reason}`, ...details];
}

/** How many secrets went where; never one of them. */
function sinks(result: CenterResult): string[] {
  const number = new Map<string, number>();
  for (const { sink } of result.secrets) number.set(sink, (number.get(sink) ?? 0) + 1);
  return [...number].map(([sink, secrets]) => `${count(secrets, 'secret')} -> ${plain(sink)}`);
}

const VERDICTS: Readonly<Record<CenterResult['status'], string>> = {
  converged: 'Live is as desired.',
  partial: 'Live is not yet as desired.',
  refused: 'Refused: nothing was changed.',
  error: 'Stopped by an error.',
};

interface Tally {
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

/** `Applied acme-support: 19 done. 20 calls, 8 reads, 1 round, 0.8 s. Live is as desired.` */
function closing(result: CenterResult, tally: Tally, { theme }: TextOptions): string {
  const name = theme.title(plain(result.center));
  const paint = { converged: theme.good, partial: theme.warn, refused: theme.error, error: theme.error }[
    result.status
  ];
  const verdict = paint(VERDICTS[result.status]);
  if (result.status === 'refused' && result.callCount === 0) return `${name}: ${verdict}`;
  if (result.status === 'converged' && result.callCount === 0 && result.outcomes.length === 0) {
    return `${name}: ${theme.good('nothing to do, live is as desired')} (${count(result.reads, 'read')}).`;
  }
  const parts = [
    `${tally.done} done`,
    ...(tally.failed > 0 ? [`${tally.failed} failed`] : []),
    ...(tally.skipped > 0 ? [`${tally.skipped} skipped`] : []),
  ];
  const effort = [
    count(result.callCount, 'call'),
    count(result.reads, 'read'),
    count(result.rounds, 'round'),
    duration(result.durationMs),
  ];
  return `Applied ${name}: ${parts.join(', ')}. ${effort.join(', ')}. ${verdict}`;
}
