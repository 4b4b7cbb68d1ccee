// `cutover demo`: of each provider, a center is built, drifts and is repaired, over real HTTP against its simulator.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../contract/index.js';
import { builtIn } from '../../providers/registry.js';
import { createTheme } from '../../render/theme.js';
import { type RunningSimulator, startSimulator } from '../../simulator/serve.js';
import { openAccounts, outsourcerStory } from '../demo/outsourcer.js';
import { type DemoStory, demoStories } from '../demo/stories.js';
import { createTranscript, DemoError, type Transcript } from '../demo/transcript.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import { type Io, wantsColour } from '../io.js';
import { declaredIn } from '../loading/seed.js';
import { problem } from '../problem.js';
import { packageFolder } from '../version.js';

/** Every provider's story, then that of a folder with centers at all of them; or one provider's alone. */
export async function run([type]: readonly string[], flags: CommonFlags, io: Io): Promise<ExitCode> {
  for (const story of storiesOf(type)) {
    const code = await inFolder((folder) => show(story, folder, flags, io), io);
    if (code !== EXIT.done) return code;
  }
  return type === undefined ? inFolder((folder) => showMany(folder, flags, io), io) : EXIT.done;
}

function storiesOf(type: string | undefined): readonly DemoStory[] {
  if (type === undefined) return demoStories;
  const story = demoStories.find((one) => one.type === type);
  if (story) return [story];
  const known = demoStories.map((one) => one.type).join(', ');
  const message = `There is no demo of ${JSON.stringify(type)}. Use one of: ${known}; or none, for all of them.`;
  throw new InputError([problem('unknown-provider', message)]);
}

/** Tells a story in a folder of its own, which is gone afterwards. */
async function inFolder(tell: (folder: string) => Promise<void>, io: Io): Promise<ExitCode> {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'cutover-demo-'));
  try {
    process.chdir(folder);
    await tell(folder);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof DemoError)) throw error;
    io.note(`The demo went wrong: ${error.message}\n`);
    return EXIT.failed;
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function show(story: DemoStory, folder: string, flags: CommonFlags, io: Io): Promise<void> {
  const { title, simulator } = await start(story, io);
  try {
    for (const file of story.files) copyFileSync(exampleOf(file), join(folder, file));
    const transcript = transcriptOf(io, flags, settingsOf(story, simulator));
    await tellStory(story, title, transcript, simulator);
  } finally {
    await simulator.close();
  }
}

async function showMany(folder: string, flags: CommonFlags, io: Io): Promise<void> {
  const accounts = await openAccounts(folder, io);
  try {
    const env: Record<string, string> = Object.assign({}, ...accounts.map((one) => one.env));
    await outsourcerStory(transcriptOf(io, flags, env), accounts);
  } finally {
    for (const { simulator } of accounts) await simulator.close();
  }
}

function transcriptOf(io: Io, flags: CommonFlags, settings: Readonly<Record<string, string>>): Transcript {
  const colour = wantsColour(io, flags);
  const { FORCE_COLOR: _force, NO_COLOR: _none, ...env } = io.env;
  const plain = colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  return createTranscript({ ...io, env: { ...env, ...plain, ...settings } }, createTheme(colour));
}

const exampleOf = (file: string): string => join(packageFolder(), 'examples', file);

async function start(
  { type, files, seed }: DemoStory,
  io: Io,
): Promise<{ title: string; simulator: RunningSimulator }> {
  const vendor = builtIn(type);
  if (!vendor) throw new Error(`The simulator of ${type} is not part of this build.`);
  const provider = await vendor.provider();
  const seedResources = seed(await declaredIn(exampleOf(files[0]), provider, io));
  return {
    title: provider.title,
    simulator: await startSimulator(await vendor.simulator(), { seedResources }),
  };
}

async function tellStory(
  story: DemoStory,
  title: string,
  tell: Transcript,
  simulator: RunningSimulator,
): Promise<void> {
  const [file] = story.files;
  const isLong = story.length === 'long';
  tell.say(
    `${title}: a contact center in a file`,
    ...story.about,
    `The vendor is a simulator on this machine (${simulator.url}); every call below is real HTTP.`,
  );
  if (isLong) await tell.run(EXIT.done, 'validate', file);

  tell.say(
    'What would change?',
    'The plan is computed from what the vendor says now, with the fewest possible calls,',
    'and was run once on a model of the vendor before it is shown.',
  );
  const first = await tell.run(EXIT.done, 'plan', file);
  tell.check(
    /Plan: \d+ to create.* Verified on the model\./.test(first),
    'the first plan has changes and is verified',
  );
  tell.check(writes(simulator) === 0, 'planning wrote nothing');

  tell.say(
    'Make it so',
    'Calls start as soon as what they wait for is done; then live is read again and compared.',
  );
  const applied = await tell.run(EXIT.done, 'apply', file, '--auto-approve', '--quiet');
  tell.check(applied.includes('Live is as desired.'), 'live is as desired after the first apply');
  tell.check(refusals(simulator) === 0, 'the vendor refused no write');
  if (story.makesSecrets) tellOfSecrets(tell, applied);

  tell.say(
    'Plan again',
    'Nothing is left to do, so nothing is sent: with --detailed-exitcode, exit 0 means clean.',
  );
  const before = writes(simulator);
  await tell.run(EXIT.done, 'plan', file, '--detailed-exitcode');
  tell.check(writes(simulator) === before, 'the second plan wrote nothing');

  tell.say('Somebody else changes things', 'In the vendor’s console, past the file:');
  simulator.change(story.meddling);
  for (const line of story.meddled) tell.line(`  * ${line}`);

  tell.say('A cron job notices', 'drift says what moved, and ends with 2.');
  const drift = await tell.run(EXIT.pending, 'drift', file);
  tell.check(/Drift: \d+ differences?/.test(drift), 'drift sees the differences');

  tell.say('Put it back', 'apply makes the calls for what moved, and no more.');
  await tell.run(EXIT.done, 'apply', file, '--auto-approve', ...(isLong ? [] : ['--quiet']));
  await tell.run(EXIT.done, 'plan', file, '--detailed-exitcode');
  tell.say(
    'That was it',
    `${simulator.log().length} calls were made, ${writes(simulator)} of them writes; the vendor refused ${refusals(simulator)}.`,
  );
}

/** The variables that the example's `provider` block reads. */
function settingsOf({ type }: DemoStory, simulator: RunningSimulator): Readonly<Record<string, string>> {
  const name = (setting: string): string =>
    `${type}_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();
  const settings = Object.entries({ ...simulator.credentials, baseUrl: simulator.url });
  return Object.fromEntries(settings.map(([setting, value]) => [name(setting), value]));
}

function tellOfSecrets(tell: Transcript, applied: string): void {
  const name = /-> (\S+\.secrets\.jsonl)/.exec(applied)?.[1];
  if (name === undefined) throw new DemoError('apply does not say where the secrets are.');
  const { mode } = statSync(name);
  tell.check((mode & 0o777) === 0o600, 'the secrets file belongs to its owner alone');
  const lines = readFileSync(name, 'utf8')
    .split('\n')
    .filter((line) => line !== '').length;
  tell.line(`  ${lines} secrets were made. They are in ${name} (mode 0600) and nowhere else.`);
}

function writes(simulator: RunningSimulator): number {
  return simulator.log().filter((call) => call.write).length;
}

function refusals(simulator: RunningSimulator): number {
  return simulator.log().filter((call) => call.write && call.refused).length;
}
