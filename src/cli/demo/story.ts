// The story of one center: planned, applied, drifted and repaired, each step shown and checked.
import { readFileSync, statSync } from 'node:fs';
import type { RunningSimulator } from '../../simulator/serve.js';
import { EXIT } from '../exit.js';
import type { DemoStory } from './stories.js';
import { DemoError, type Transcript } from './transcript.js';

export async function tellStory(
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
