// A runner of composite actions: reads action.yml, resolves inputs and environment, runs each step with bash.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { interpolated } from './expressions.js';

const text = z.coerce.string();

export const actionFile = z.strictObject({
  name: z.string(),
  description: z.string(),
  branding: z.object({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string(),
      default: z.string().optional(),
      required: z.boolean().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z.strictObject({
        id: z.string().optional(),
        shell: z.literal('bash'),
        run: z.string(),
        env: z.record(z.string(), text).optional(),
      }),
    ),
  }),
});

export interface Surroundings {
  /** The folder that the repository is checked out in. */
  readonly workspace: string;
  /** Folder of the runner's own files. */
  readonly temp: string;
  /** Of the workflow and the runner: GITHUB_…, and what the step's `env:` gives. */
  readonly env: Readonly<Record<string, string>>;
  /** `github.token` */
  readonly token: string;
  /** Cancels the job, once, when the log says so. */
  readonly cancelWhen?: (log: string) => boolean;
}

export interface StepResult {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** Both streams, as the log shows them. */
  readonly log: string;
  readonly summary: string;
}

/** Runs the action in `folder` as a step with these inputs. Throws for an input that it has not. */
export async function runAction(
  folder: string,
  given: Readonly<Record<string, string>>,
  around: Surroundings,
): Promise<StepResult> {
  const action = actionFile.parse(parse(readFileSync(join(folder, 'action.yml'), 'utf8')));
  const unknown = Object.keys(given).filter((name) => !(name in action.inputs));
  if (unknown.length > 0) throw new Error(`The action has no input ${unknown.join(', ')}.`);
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: or = '' }]) => [
      name,
      given[name] ?? interpolated(or, (path) => (path === 'github.token' ? around.token : undefined)),
    ]),
  );
  const outputs = new Map<string, string>();
  const lookup = (path: string): string | undefined => {
    const [, input] = /^inputs\.(.+)$/.exec(path) ?? [];
    if (input !== undefined) return inputs[input];
    const [, step, output] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(path) ?? [];
    if (step !== undefined) return outputs.get(`${step}.${output}`);
    throw new Error(`The action reads ${path}, which this runner does not know.`);
  };
  let code = 0;
  let log = '';
  let summary = '';
  for (const step of action.runs.steps) {
    if (code !== 0) break;
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [name, interpolated(value, lookup)]),
    );
    const ran = await runScript(step.run, {
      ...around,
      env: { ...around.env, GITHUB_ACTION_PATH: folder, ...env },
    });
    for (const [name, value] of Object.entries(ran.outputs)) outputs.set(`${step.id}.${name}`, value);
    code = ran.code;
    log += ran.log;
    summary += ran.summary;
  }
  const told = Object.entries(action.outputs).map(([name, { value }]) => [name, interpolated(value, lookup)]);
  return { code, outputs: Object.fromEntries(told) as Record<string, string>, log, summary };
}

/** Runs one script with bash, as a runner does. */
export async function runScript(script: string, around: Surroundings): Promise<StepResult> {
  if (script.includes('${{'))
    throw new Error('A script has an expression in it: text of others would be run.');
  mkdirSync(around.temp, { recursive: true });
  const own = mkdtempSync(join(around.temp, 'step-'));
  const files = { output: join(own, 'output'), env: join(own, 'env'), summary: join(own, 'summary.md') };
  const file = join(own, 'script.sh');
  writeFileSync(file, script);
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file], {
    cwd: around.workspace,
    env: {
      PATH: process.env.PATH,
      HOME: around.temp,
      CI: 'true',
      ...around.env,
      RUNNER_TEMP: around.temp,
      GITHUB_WORKSPACE: around.workspace,
      GITHUB_OUTPUT: files.output,
      GITHUB_ENV: files.env,
      GITHUB_STEP_SUMMARY: files.summary,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let isCancelled = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      log += part;
      if (!isCancelled && around.cancelWhen?.(log)) isCancelled = child.kill('SIGINT');
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return { code, log, outputs: readOutputs(textOf(files.output)), summary: textOf(files.summary) };
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** `name=value`, and `name<<END` up to a line `END`. */
export function readOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = file.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name, end] = /^([\w-]+)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined) {
      const at = lines.indexOf(end ?? '');
      if (at < 0) throw new Error(`The output ${name} has no end.`);
      outputs[name] = lines
        .splice(0, at + 1)
        .slice(0, -1)
        .join('\n');
    } else if (line.includes('='))
      outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    else if (line !== '') throw new Error(`This line of the outputs is not understood: ${line}`);
  }
  return outputs;
}

/** The commands that a runner would carry out, in a log. */
export function commandsIn(log: string): { readonly name: string; readonly text: string }[] {
  const found: { name: string; text: string }[] = [];
  let resume: string | undefined;
  for (const line of log.split(/\r?\n|\r/)) {
    const [, name, text = ''] =
      /^\s*::([^:\s]+)[^:]*::(.*)$/.exec(line) ?? /^\s*##\[([\w-]+)[^\]]*\](.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (resume !== undefined) {
      if (name === resume) resume = undefined;
    } else if (name === 'stop-commands') resume = text;
    else found.push({ name, text });
  }
  return found;
}
