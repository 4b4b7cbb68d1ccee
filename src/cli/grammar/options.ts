// The options that several commands have, each written once, and how their texts become values. A wrong one is a usage error (exit 3).
import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';

export interface CommonFlags {
  readonly stateDir: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export interface NetworkFlags extends CommonFlags {
  readonly concurrency?: number;
  readonly centersConcurrency: number;
  readonly rate?: number;
  /** Seconds. */
  readonly timeout: number;
  readonly trace?: string;
}

export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface SelectFlags {
  readonly only?: readonly string[];
  readonly shard?: Shard;
}

export const common = (command: Command): Command =>
  command
    .option('--state-dir <dir>', 'folder of ledger, journal, lock and secrets', '.cutover')
    .option('--color', 'colours, also when the output is not a terminal')
    .option('--no-color', 'no colours')
    .option('-q, --quiet', 'no progress, no notes: results and errors only')
    .option('-v, --verbose', 'every line of long lists; the stack of an unexpected error');

export const network = (command: Command): Command =>
  common(command)
    .option('--concurrency <n>', 'calls in flight per center (default: as the vendor bears)', wholeNumber(1))
    .option('--centers-concurrency <n>', 'centers in flight', wholeNumber(1), 4)
    .option('--rate <n>', 'calls per second per center (default: as the vendor bears)', positive)
    .option('--timeout <s>', 'seconds that one call may take', positive, 30)
    .option('--trace <file>', 'write every HTTP call as a JSON line, secrets replaced by ***');

export const select = (command: Command): Command =>
  command
    .option('--only <address...>', 'restrict to these addresses and what they need (queue/9001, agent/1*)')
    .option('--shard <i/n>', 'take the I-th of N parts of the centers', shard);

/** Flags of `.option()`: what a comment is compared with. */
export const previous = [
  '--previous <file>',
  'with --format markdown: the comment or plan of the last push, to say what changed since',
] as const;

export const format = (...choices: readonly string[]): Option =>
  new Option('--format <f>', 'how to write the result').choices(choices).default('text');

/** The forms in which a result can be written to a file. */
export const REPORT_FORMATS = ['json', 'markdown', 'html', 'diff', 'github', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** One `--report`. */
export interface ReportFile {
  readonly format: ReportFormat;
  readonly path: string;
}

/** `--report FORMAT=FILE`, as often as one likes. */
export const reports = (...formats: readonly ReportFormat[]): Option =>
  new Option(
    '--report <format=file>',
    `write the result to a file too: ${formats.join(', ')} (repeatable)`,
  ).argParser((text, before: readonly ReportFile[] = []) => {
    const at = text.indexOf('=');
    const format = formats.find((one) => one === text.slice(0, at));
    const path = text.slice(at + 1);
    if (format === undefined || path === '' || path === '-') {
      throw new InvalidArgumentError(`Give FORMAT=FILE, FORMAT one of ${formats.join(', ')}.`);
    }
    return [...before, { format, path }];
  });

/** A whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
    }
    return Number(text);
  };
}

export function positive(text: string): number {
  const number = Number(text);
  // A timer takes no more than 2^31 ms: 24 days.
  if (!/^\d{1,9}(?:\.\d{1,6})?$/.test(text) || number <= 0 || number > 1_000_000) {
    throw new InvalidArgumentError('Give a number above 0, a million at most.');
  }
  return number;
}

export function shard(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  if (index === undefined || of === undefined || Number(index) < 1 || Number(index) > Number(of)) {
    throw new InvalidArgumentError('Give I/N, the part and the number of parts, such as 2/5.');
  }
  return { index: Number(index), of: Number(of) };
}

/** Collects `k=v` of a repeated option. */
export function pairs(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give NAME=VALUE.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** `--only A B FILE` swallows the file, as a list option does: what is plainly a file is given back. */
export function untangled(
  files: readonly string[],
  only: readonly string[] | undefined,
): { readonly files: readonly string[]; readonly only: readonly string[] | undefined } {
  if (only === undefined) return { files, only };
  const isFile = (text: string): boolean =>
    /\.(?:ya?ml|json)$/i.test(text) || (files.length === 0 && existsSync(text));
  return { files: [...files, ...only.filter(isFile)], only: only.filter((text) => !isFile(text)) };
}

/** An address of a lock server. `{center}` may stand in it. */
export function lockUrl(text: string): string {
  if (isWebAddress(text.replaceAll('{center}', 'center'))) return text;
  throw new InvalidArgumentError('Give an http or https address.');
}

export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
