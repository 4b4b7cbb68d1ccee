// `cutover demo`: of each provider, a center is built, drifts and is repaired, over real HTTP against its simulator.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../contract/index.js';
import { builtIn } from '../../providers/registry.js';
import { createTheme } from '../../render/text/theme.js';
import { type RunningSimulator, startSimulator } from '../../simulator/serve.js';
import { openAccounts, outsourcerStory } from '../demo/outsourcer.js';
import { type DemoStory, demoStories } from '../demo/stories.js';
import { tellStory } from '../demo/story.js';
import { createTranscript, DemoError, type Transcript } from '../demo/transcript.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import { type Io, wantsColour } from '../io.js';
import { declaredIn, variablesOf } from '../loading/seed.js';
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
    const transcript = transcriptOf(io, flags, variablesOf(story.type, simulator));
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
