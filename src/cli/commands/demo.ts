// `cutover demo`: a contact center is built, drifts and is repaired, over real HTTP against the embedded simulator.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource } from '../../contract/index.js';
import { builtIn } from '../../providers/registry.js';
import { createTheme } from '../../render/theme.js';
import { type RunningSimulator, startSimulator } from '../../simulator/serve.js';
import { EXIT, type ExitCode } from '../exit.js';
import { type Io, wantsColour } from '../io.js';
import type { CommonFlags } from '../options.js';
import { packageFolder } from '../version.js';
import { openAccounts, outsourcerStory } from './demo-outsourcer.js';
import { createTranscript, DemoError, type Transcript } from './demo-transcript.js';

const FILE = 'contact-center.yaml';

export async function run(_operands: readonly string[], flags: CommonFlags, io: Io): Promise<ExitCode> {
  const example = join(packageFolder(), 'examples', FILE);
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'cutover-demo-'));
  const simulator = await startUdesk(readFileSync(example, 'utf8'));
  const accounts = await openAccounts(folder, io);
  const colour = wantsColour(io, flags);
  const transcript = createTranscript(
    { ...io, env: Object.assign(environment(io, simulator, colour), ...accounts.map(({ env }) => env)) },
    createTheme(colour),
  );
  try {
    copyFileSync(example, join(folder, FILE));
    process.chdir(folder);
    await story(transcript, simulator);
    await outsourcerStory(transcript, accounts);
    ending(transcript, [simulator, ...accounts.map((one) => one.simulator)]);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof DemoError)) throw error;
    io.note(`The demo went wrong: ${error.message}\n`);
    return EXIT.failed;
  } finally {
    process.chdir(home);
    await Promise.all([simulator, ...accounts.map((one) => one.simulator)].map((one) => one.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function story(tell: Transcript, simulator: RunningSimulator): Promise<void> {
  tell.say(
    'A contact center in a file',
    `${FILE} declares queues, agents, extensions and who works where.`,
    `The vendor is a simulator of Udesk's API on this machine (${simulator.url});`,
    'every call below is real HTTP.',
  );
  await tell.run(EXIT.done, 'validate', FILE);

  tell.say(
    'What would change?',
    'The account is empty but for its phone numbers. The plan is computed from what the vendor says now,',
    'with the fewest possible calls, and was run once on a model of the vendor before it is shown.',
  );
  const first = await tell.run(EXIT.done, 'plan', FILE);
  tell.check(
    /Plan: \d+ to create.* Verified on the model\./.test(first),
    'the first plan has changes and is verified',
  );
  tell.check(writes(simulator) === 0, 'planning wrote nothing');

  tell.say(
    'Make it so',
    'Calls start as soon as what they wait for is done; then live is read again and compared.',
  );
  const applied = await tell.run(EXIT.done, 'apply', FILE, '--auto-approve', '--quiet');
  tell.check(applied.includes('Live is as desired.'), 'live is as desired after the first apply');
  tell.check(refusals(simulator) === 0, 'the vendor refused no write');
  tellOfSecrets(tell);

  tell.say(
    'Plan again',
    'Nothing is left to do, so nothing is sent: with --detailed-exitcode, exit 0 means clean.',
  );
  const before = writes(simulator);
  await tell.run(EXIT.done, 'plan', FILE, '--detailed-exitcode');
  tell.check(writes(simulator) === before, 'the second plan wrote nothing');

  tell.say('Somebody else changes things', 'In the vendor’s console, past the file:');
  for (const line of meddle(simulator)) tell.line(`  * ${line}`);

  tell.say('A cron job notices', 'drift says what moved, and ends with 2.');
  const drift = await tell.run(EXIT.pending, 'drift', FILE);
  tell.check(/Drift: \d+ differences?/.test(drift), 'drift sees the differences');

  tell.say('Put it back', 'apply makes the calls for what moved, and no more.');
  await tell.run(EXIT.done, 'apply', FILE, '--auto-approve');
  await tell.run(EXIT.done, 'plan', FILE, '--detailed-exitcode');
}

function ending(tell: Transcript, simulators: readonly RunningSimulator[]): void {
  const sum = (count: (one: RunningSimulator) => number): number =>
    simulators.reduce((total, one) => total + count(one), 0);
  tell.say(
    'That was it',
    `${sum((one) => one.log().length)} calls were made, ${sum(writes)} of them writes; the vendors refused ${sum(refusals)}.`,
  );
}

/** The account owns the numbers that the example uses; everything else is for `apply` to make. */
async function startUdesk(yaml: string): Promise<RunningSimulator> {
  const udesk = builtIn('udesk');
  if (!udesk) throw new Error('The Udesk simulator is not part of this build.');
  const numbers = new Set(
    [...yaml.matchAll(/^\s*-\s*(?:\{\s*)?number:\s*"?(0\d+)"?/gm)].map((match) => match[1] ?? ''),
  );
  const seedResources = [...numbers].map(
    (number): Resource => ({ kind: 'relay-number', address: `relay-number/${number}`, fields: {} }),
  );
  return startSimulator(await udesk.simulator(), { seedResources });
}

function environment(io: Io, simulator: RunningSimulator, colour: boolean): Io['env'] {
  const { FORCE_COLOR: _force, NO_COLOR: _none, ...env } = io.env;
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return {
    ...env,
    ...(colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
    UDESK_BASE_URL: simulator.url,
    ...Object.fromEntries(
      Object.entries(simulator.credentials).map(([name, value]) => [`UDESK_${snake(name)}`, value]),
    ),
  };
}

/** Three changes that a person might make by hand; says what was done. */
function meddle(simulator: RunningSimulator): string[] {
  const { resources } = simulator.state();
  const first = (kind: string): Resource => {
    const found = resources.find((one) => one.kind === kind);
    if (!found) throw new DemoError(`the account holds no ${kind}`);
    return found;
  };
  const queue = first('queue');
  const membership = first('membership');
  simulator.change({
    put: [{ kind: 'queue', address: queue.address, fields: { ...queue.fields, timeout: 15 } }],
    drop: [membership.address],
  });
  return [`${queue.address}: callers are now dropped after 15 seconds`, `${membership.address} is taken out`];
}

function tellOfSecrets(tell: Transcript): void {
  const [name, text] = sink();
  const { mode } = statSync(name);
  tell.check((mode & 0o777) === 0o600, 'the secrets file belongs to its owner alone');
  const lines = text.split('\n').filter((line) => line !== '').length;
  tell.line(`  The vendor made ${lines} passwords. They are in ${name} (mode 0600) and nowhere else.`);
}

function sink(): [string, string] {
  const name = join('.cutover', 'acme-support.secrets.jsonl');
  return [name, readFileSync(name, 'utf8')];
}

function writes(simulator: RunningSimulator): number {
  return simulator.log().filter((call) => call.write).length;
}

function refusals(simulator: RunningSimulator): number {
  return simulator.log().filter((call) => call.write && call.refused).length;
}
