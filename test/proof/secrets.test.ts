// Secrets are planted in every secret field, in names, and in whatever a vendor says, in every spelling: no command shows
// one in any format, and no file holds one but the sink.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../src/cli/io.js';
import { runProgram } from '../../src/cli/program.js';
import { tap } from '../../src/conformance/tap.js';
import { captured } from '../cli/io.js';
import { indiscreet, type Mood, spellings } from './indiscreet.js';
import { leaks } from './leaks.js';
import { type SecretWorld, WORLDS } from './secret-worlds.js';
import { CENTER, dice, vendor } from './vendor.js';

const SEED = Number(process.env.SEED ?? 1);
const FORMATS = {
  validate: ['text', 'json', 'markdown', 'html', 'github', 'sarif'],
  plan: ['text', 'json', 'markdown', 'html', 'diff', 'github', 'sarif'],
  apply: ['text', 'json', 'markdown', 'html', 'diff', 'ndjson'],
} as const;

interface Told {
  readonly what: string;
  readonly text: string;
  readonly code: number;
}

async function hunt({ subject, credentials, env, live, wanted, settings }: SecretWorld) {
  const { provider } = subject;
  const secretSettings = Object.entries(credentials).filter(([name]) =>
    provider.secretSettings.includes(name),
  );
  const given = [...secretSettings.map(([, value]) => value), ...Object.values(env)];
  const { below } = dice(SEED);
  const said = given
    .flatMap(spellings)
    .filter((text) => !/[\u0000\n\r\u001b]/.test(text) && text.length < 90);
  const listening = tap(subject.simulator, provider);
  const loose = indiscreet(listening.spec, SEED);
  const one = await vendor(subject, {
    live: live(() => said[below(said.length)] ?? ''),
    credentials,
    env,
    spec: loose.spec,
    ...(settings ? { settings } : {}),
  });
  const told: Told[] = [];
  const { folder } = one;
  const at = (name: string): string => join(folder.path, name);
  const secretNow = (): string[] =>
    [
      ...new Set([
        ...given,
        ...listening.told,
        ...Object.values(subject.secretsIn?.(listening.state()) ?? {}),
      ]),
    ].filter((secret) => secret.length >= 8);

  const run = async (...args: string[]): Promise<number> => {
    const io = captured({ env: { ...one.env, NO_COLOR: '1' } });
    const state = args[0] === 'show' ? [] : ['--state-dir', at('state')];
    loose.forget();
    const code = await runProgram([...args, ...state, '--verbose'], io);
    told.push({ what: args.join(' ').replaceAll(folder.path, ''), text: io.out() + io.err(), code });
    return code;
  };
  const files = (path = folder.path): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)],
    );
  /** Sooner than a later run replaces them. */
  const look = (when: string): void => {
    for (const path of files()) {
      if (path.endsWith('.secrets.jsonl') || path.endsWith('.yaml')) continue;
      told.push({
        what: `${when}: ${path.replace(folder.path, '')}`,
        text: readFileSync(path, 'utf8'),
        code: 0,
      });
    }
  };

  try {
    one.declare(wanted, { maxDeletes: '100%' });
    const center = at('center.yaml');
    for (const format of FORMATS.validate) await run('validate', '--format', format, center);
    // Where a secret stands in the wrong place, the message must not repeat it.
    const [name = ''] = secretSettings[0] ?? [];
    const mistaken = folder.write(
      'mistaken.yaml',
      JSON.stringify({
        version: 1,
        center: CENTER,
        provider: {
          type: provider.type,
          baseUrl: `\${SIM_${name}}`,
          [`${name}x`]: `\${SIM_${name}}`,
          [name]: `\${SIM_${name}}`,
        },
        [`\${SIM_${name}}`]: [],
        policy: { staffing: { default: `\${SIM_${name}}` } },
      }),
    );
    for (const format of FORMATS.validate) await run('validate', '--format', format, mistaken);

    for (const format of FORMATS.plan) {
      await run('plan', '--format', format, '--out', at('plan.json'), '--trace', at('trace.jsonl'), center);
      await run('show', '--format', format, at('plan.json'));
      await run('drift', '--format', format, center);
    }
    await run('drift', center, '--propose', at('out.patch'), '--metrics', at('drift.prom'));
    await run('drift', center, '--propose', '-');
    await run('plan', center, '--report', `html=${at('plan.html')}`, '--report', `sarif=${at('plan.sarif')}`);
    await run('pull', center, '-o', at('live.txt'));
    await run('pull', center);
    await run('invert', at('plan.json'), '--out', at('inverse.json'));
    await run('invert', at('plan.json'), '--format', 'json');
    look('planned');

    // What goes wrong while it reads and writes, told in every format.
    const moods: readonly Mood[] = ['words', 'shape', 'page', 'away', 'denied'];
    const faults = ['error-before', 'error-after', 'html', 'truncate'];
    for (const [index, mood] of [...moods, 'shape' as const, 'words' as const, 'shape' as const].entries()) {
      loose.become(mood, given);
      const formats = [FORMATS.plan[index % 7], FORMATS.apply[index % 6]];
      await run(index % 2 === 0 ? 'plan' : 'drift', '--format', formats[0] ?? 'text', center);
      await run('apply', '-y', '--format', formats[1] ?? 'text', '--trace', at('trace.jsonl'), center);
      if (index < 2) await run('pull', center);
      look(mood);
    }
    for (const [index, format] of FORMATS.apply.entries()) {
      loose.become(index % 2 === 0 ? 'good' : 'words', given);
      const fault = faults[index % faults.length] ?? '';
      one.simulator.change({ faults: { [fault]: `write:${1 + index},${4 + index}` } });
      await run('apply', '-y', '--format', format, '--trace', at('trace.jsonl'), center);
      one.simulator.change({ reset: ['faults'] });
      look(`applied with ${fault}`);
    }
    loose.become('good', given);
    const end = await run('apply', '-y', '--format', 'json', center);
    await run('show', at('inverse.json'));
    look('at the end');
    rmSync(at('state'), { recursive: true, force: true });
    return { told, secrets: secretNow(), end };
  } finally {
    await one.stop();
  }
}

describe.each(WORLDS.map((world) => [world.subject.provider.type, world] as const))('%s', (_type, world) => {
  it('tells no secret, whatever it is asked and whatever the vendor says', { timeout: 120_000 }, async () => {
    const { told, secrets, end } = await hunt(world);
    expect(secrets.length).toBeGreaterThanOrEqual(Object.keys(world.credentials).length);
    const shown = told.flatMap(({ what, text }) => leaks(text, secrets).map((leak) => `${what}: ${leak}`));
    expect(shown.slice(0, 12)).toEqual([]);
    expect([0, 5]).toContain(end);
    // Nothing was quiet because nothing was said.
    expect(told.filter(({ text }) => text.includes('***')).length).toBeGreaterThan(1);
    expect(new Set(told.map(({ code }) => code)).size).toBeGreaterThan(2);
  });
});

describe('the one who looks for leaks', () => {
  const secret = 'tOk/9+vQ=&x<7>"p\'Zt%41-qW';

  it('finds a secret in every spelling', () => {
    for (const one of spellings(secret)) expect(leaks(`said ${one} today`, [secret]), one).not.toEqual([]);
  });

  it('finds a part of it, and nothing in other text', () => {
    expect(leaks(`said ${secret.slice(3, 14)}`, [secret])).not.toEqual([]);
    expect(leaks('said *** today', [secret])).toEqual([]);
  });

  it('is who the program’s own streams keep it from', () => {
    const io = captured();
    const quiet = withoutSecrets(io);
    quiet.redactor.learn(secret);
    for (const one of spellings(secret)) quiet.write(`${one}\n--\n`);
    expect(leaks(io.out(), [secret])).toEqual([]);
  });
});
