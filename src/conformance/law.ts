// Runs a law over generated stories in every mode, and tells a person the smallest one that breaks it.

import fc from 'fast-check';
import pLimit from 'p-limit';
import { stringify } from 'yaml';
import { Unfit } from './broken.js';
import { type Rig, withRig } from './rig.js';
import type { ConformanceSubject, Mode, Story } from './subject.js';

/** One law, bound to one subject. */
export interface Law {
  readonly name: string;
  /** What it promises, in a sentence. */
  readonly says: string;
  /** Why the vendor cannot keep it, if so. Then nothing is tried. */
  readonly except?: string;
  /** Tries it. Rejects with `LawBroken` when an example breaks it. */
  run(options: RunOptions): Promise<LawReport>;
}

export interface RunOptions {
  /** Examples in all, half of them in the usual mode. */
  readonly runs: number;
  readonly seed: number;
  /** No new example is begun after this, ms. Default: no limit. */
  readonly budgetMs?: number;
  /** One example may take so long, ms (default 30,000). One that does not end breaks the law. */
  readonly limitMs?: number;
  /** When an example breaks the law, smaller ones are looked for this long, ms (default 60,000). */
  readonly shrinkMs?: number;
  /** This mode alone; with `path`, `seed` is the one that a broken law printed. */
  readonly mode?: string;
  /** Leads straight to the example that a broken law printed. */
  readonly path?: string;
  /** Examples under way at one time. */
  readonly lanes?: number;
}

export interface LawReport {
  readonly law: string;
  /** Examples that the law was tried on. */
  readonly runs: number;
  /** Examples put aside because the law does not speak of them. */
  readonly unfit: number;
  /** Those that it was tried in: a budget may end before the last ones. */
  readonly modes: readonly string[];
  /** Modes in which it cannot hold, with the reason. */
  readonly exceptions: Readonly<Record<string, string>>;
  readonly ms: number;
}

export class LawBroken extends Error {
  override readonly name = 'LawBroken';
}

/** What a law is made of: what it draws beside the story, and how one example is tried. */
export interface LawMaker<More> {
  readonly name: string;
  readonly says: string;
  readonly more: (subject: ConformanceSubject) => fc.Arbitrary<More>;
  /** Throws Broken, or Unfit for an example that says nothing. */
  readonly check: (rig: Rig, more: More) => Promise<void>;
  /** Stands over the mode's own faults. */
  readonly modes?: (subject: ConformanceSubject) => readonly Mode[];
}

const LIMIT_MS = 30_000;
const SHRINK_MS = 60_000;

interface Lane {
  readonly mode: Mode;
  readonly runs: number;
  readonly seed: number;
}

export function lawOf<More>(subject: ConformanceSubject, maker: LawMaker<More>): Law {
  const { name, says } = maker;
  const except = subject.except?.[name];
  return {
    name,
    says,
    ...(except === undefined ? {} : { except }),
    async run(options) {
      const startedAt = performance.now();
      const modes = maker.modes?.(subject) ?? subject.modes;
      if (except !== undefined)
        return { law: name, runs: 0, unfit: 0, modes: [], exceptions: { every: except }, ms: 0 };
      const kept = modes.filter(({ except }) => except?.[name] === undefined);
      const count: Count = { runs: 0, unfit: 0, reasons: new Map(), modes: new Set() };
      const limit = pLimit(options.lanes ?? 3);
      const deadline = startedAt + (options.budgetMs ?? Number.POSITIVE_INFINITY);
      const lanes = lanesOf(name, kept, options);
      const ends = await Promise.allSettled(
        lanes.map((lane) => limit(() => runLane(subject, maker, lane, options, deadline, count))),
      );
      throwBroken(ends, `Tried: ${count.runs} runs in ${count.modes.size} modes, ${count.unfit} put aside.`);
      const inTime = performance.now() < deadline;
      if (count.runs === 0 && count.unfit > 0 && inTime) throw vacuous(name, count.reasons);
      return {
        law: name,
        runs: count.runs,
        unfit: count.unfit,
        modes: lanes.map(({ mode }) => mode.name).filter((mode) => count.modes.has(mode)),
        exceptions: Object.fromEntries(
          modes.flatMap((mode) => (mode.except?.[name] ? [[mode.name, mode.except[name]]] : [])),
        ),
        ms: Math.round(performance.now() - startedAt),
      };
    },
  };
}

/** One mode may break a law in one way and another in another: a long hunt tells them all, and how long it was. */
function throwBroken(ends: readonly PromiseSettledResult<void>[], tried: string): void {
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const other = reasons.find((reason) => !(reason instanceof LawBroken));
  if (other) throw other;
  const told = reasons.flatMap((reason) => (reason instanceof LawBroken ? [reason.message] : []));
  if (told.length > 0) throw new LawBroken([...told, tried].join('\n\n'));
}

/**
 * Half of the runs in the usual mode, the rest spread over the others. Where there are fewer runs than modes, each law
 * takes others of them, so that between them none is left out.
 */
function lanesOf(law: string, modes: readonly Mode[], { runs, seed, mode: only, path }: RunOptions): Lane[] {
  const chosen = only === undefined ? modes : modes.filter(({ name }) => name === only);
  if (chosen.length === 0)
    throw new Error(`There is no mode ${only}. Modes are: ${modes.map(({ name }) => name).join(', ')}.`);
  if (path !== undefined) return chosen.map((mode) => ({ mode, runs: 1, seed }));
  const others = chosen.length - 1;
  if (others === 0) return chosen.map((mode) => ({ mode, runs, seed }));
  const half = Math.ceil(runs / 2);
  const each = Math.ceil(half / others);
  const begin = [...law].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) * 7;
  return chosen
    .map((mode, index) => ({
      mode,
      runs: index === 0 ? half : each,
      seed: (seed + Math.imul(index, 0x9e3779b1)) | 0,
    }))
    .filter((_lane, index) => index === 0 || (index + begin) % others < half);
}

interface Count {
  runs: number;
  unfit: number;
  readonly reasons: Map<string, number>;
  /** Those in which an example was tried or put aside: time may be over before the last ones. */
  readonly modes: Set<string>;
}

async function runLane<More>(
  subject: ConformanceSubject,
  maker: LawMaker<More>,
  { mode, runs, seed }: Lane,
  options: RunOptions,
  deadline: number,
  count: Count,
): Promise<void> {
  const left = deadline - performance.now();
  if (left <= 0) return;
  let failedAt: number | undefined;
  const property = fc.asyncProperty(
    fc.record({ story: subject.stories, more: maker.more(subject) }),
    async ({ story, more }) => {
      // Who looks for a smaller example and finds none in time is content with what there is.
      if (failedAt !== undefined && performance.now() - failedAt > (options.shrinkMs ?? SHRINK_MS))
        fc.pre(false);
      count.modes.add(mode.name);
      try {
        await withRig(subject, mode, story, (rig) => maker.check(rig, more), options.limitMs ?? LIMIT_MS);
        count.runs += 1;
      } catch (error) {
        if (!(error instanceof Unfit)) {
          failedAt ??= performance.now();
          throw error;
        }
        count.unfit += 1;
        count.reasons.set(error.message, (count.reasons.get(error.message) ?? 0) + 1);
        fc.pre(false);
      }
    },
  );
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    maxSkipsPerRun: 200,
    ...(options.path === undefined ? {} : { path: options.path }),
    ...(Number.isFinite(left) ? { interruptAfterTimeLimit: left } : {}),
  });
  if (!details.failed) return;
  const [example] = details.counterexample ?? [];
  if (example === undefined) {
    if (details.interrupted) return;
    throw vacuous(maker.name, count.reasons);
  }
  throw new LawBroken(told(subject, maker, mode, { ...details, example }));
}

function vacuous(law: string, reasons: ReadonlyMap<string, number>): LawBroken {
  const most = [...reasons].sort(([, a], [, b]) => b - a).slice(0, 5);
  const why = most.map(([reason, times]) => `  ${times} × ${reason}`).join('\n');
  return new LawBroken(`${law}: nearly every example was put aside, so it proves nothing:\n${why}`);
}

interface Found {
  readonly seed: number;
  readonly counterexamplePath: string | null;
  readonly numShrinks: number;
  readonly errorInstance: unknown;
  readonly example: { readonly story: Story; readonly more: unknown };
}

function told<More>(
  subject: ConformanceSubject,
  { name, says }: LawMaker<More>,
  mode: Mode,
  { seed, counterexamplePath, numShrinks, errorInstance, example }: Found,
): string {
  const error = errorInstance instanceof Error ? errorInstance : new Error(String(errorInstance));
  const why = error.name === 'Broken' ? error.message : (error.stack ?? error.message);
  return [
    `${name} is broken by ${subject.provider.type} in mode ${mode.name}: ${why}`,
    `It says: ${says}`,
    `The smallest center that breaks it (after ${numShrinks} steps):`,
    indent(
      stringify(
        { ...example.story, ...(hasMore(example.more) ? { with: example.more } : {}) },
        { aliasDuplicateObjects: false },
      ),
    ),
    'Replay:',
    `  npm run laws -- --provider ${subject.provider.type} --law '${name}' --mode '${mode.name}' --seed=${seed} --path ${counterexamplePath}`,
  ].join('\n');
}

function hasMore(more: unknown): boolean {
  return typeof more === 'object' && more !== null && Object.keys(more).length > 0;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ');
}
