// Measures the built program as a whole process, beside the floor and Terraform, and prints the table.
// npm run bench -- [--runs 5] [--size S,M,L] [--no-terraform] [--write docs/performance.md]

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { atLeast, atMost, megabytes, of, type Row, ratio, seconds, table } from './figures.js';
import { idealSeconds } from './ideal.js';
import { type Account, account, run, type Took, type Workshop } from './processes.js';
import { centerOf, entitiesOf, HALF, SIZES, type Size, terraformOf } from './sizes.js';

const LATENCY = 20;
const CONCURRENCY = 8;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    size: { type: 'string', default: 'S,M,L' },
    'no-terraform': { type: 'boolean', default: false },
    write: { type: 'string' },
    program: { type: 'string', default: 'dist/cutover.js' },
    floor: { type: 'string', default: '' },
  },
});

const runs = Number(values.runs);
const sizes = values.size
  .split(',')
  .flatMap((name) => (name in SIZES ? [SIZES[name as keyof typeof SIZES]] : []));
const rows: Row[] = [];
const workshop: Workshop = {
  folder: mkdtempSync(join(tmpdir(), 'cutover-bench-')),
  program: join(process.cwd(), values.program),
};
const node = process.execPath;
const cutover = (...args: string[]): string[] => [node, workshop.program, ...args];
const floor = (...args: string[]): string[] => [node, values.floor, ...args];

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function file(name: string, text: string): string {
  const path = join(workshop.folder, name);
  writeFileSync(path, text);
  return path;
}

/** Each command once in turn, so many times, so that what disturbs one disturbs all. The first turn is not counted. */
async function paired(
  commands: readonly (readonly string[])[],
  options: Parameters<typeof run>[2] = {},
  times = runs,
): Promise<Took[][]> {
  const took: Took[][] = commands.map(() => []);
  for (let turn = 0; turn <= times; turn += 1) {
    for (const [index, command] of commands.entries()) {
      const one = await run(workshop, command, options);
      if (turn > 0) took[index]?.push(one);
    }
  }
  return took;
}

function terraformPlan(count: number): string[] | undefined {
  if (values['no-terraform']) return undefined;
  try {
    const folder = mkdtempSync(join(workshop.folder, 'terraform-'));
    writeFileSync(join(folder, 'main.tf'), terraformOf(count));
    execFileSync('terraform', [`-chdir=${folder}`, 'init', '-input=false'], { stdio: 'ignore' });
    return ['terraform', `-chdir=${folder}`, 'plan', '-input=false', '-no-color', '-out=plan'];
  } catch {
    say('terraform is not on the path: left out');
    return undefined;
  }
}

async function startUp(): Promise<void> {
  say('start-up');
  const [empty = [], version = []] = await paired([[node, '-e', '0'], cutover('--version')], {}, runs * 3);
  rows.push(
    atMost('`cutover --version` over `node -e 0`', ratio(version, empty), 1.5, seconds(of(version, 'wall'))),
  );
}

const PLAN_BARS: Readonly<Record<string, { floor: number; terraform: number }>> = {
  S: { floor: 2, terraform: 2.5 },
  M: { floor: 1.75, terraform: 10 },
  L: { floor: 1.5, terraform: 25 },
};

async function unchanged(size: Size, path: string, live: Account): Promise<Took[]> {
  say(`plan ${size.name}, no change`);
  const [least = [], plan = []] = await paired([floor(path), cutover('plan', path)], { env: live.env });
  const bars = PLAN_BARS[size.name];
  rows.push(
    atMost(
      `plan ${size.name} (${entitiesOf(size)} entities), no change, over the floor`,
      ratio(plan, least),
      bars?.floor ?? 2,
      `${seconds(of(plan, 'wall'))}, floor ${seconds(of(least, 'wall'))}; cpu ${ratio(plan, least, 'cpu').toFixed(2)} ×`,
    ),
  );
  if (size.name === 'L') {
    rows.push(
      atMost(
        'peak memory of plan L over the floor',
        ratio(plan, least, 'peak'),
        2,
        megabytes(of(plan, 'peak')),
      ),
    );
    rows.push(
      atMost('peak memory of plan L', of(plan, 'peak').median, 450, megabytes(of(least, 'peak')), ' MB'),
    );
  }
  await live.calls();
  await run(workshop, cutover('plan', path), { env: live.env });
  const { reads } = await live.calls();
  rows.push({
    measure: `reads of plan ${size.name}`,
    figure: String(reads),
    bar: '4: one a list',
    met: reads === 4,
  });
  return plan;
}

async function besideTerraform(size: Size, plan: readonly Took[]): Promise<void> {
  const count = size.name === 'L' ? 10_000 : entitiesOf(size);
  const command = terraformPlan(count);
  if (!command) return;
  say(`terraform plan of ${count} resources`);
  const [other = []] = await paired([command], {}, size.name === 'L' ? 1 : Math.min(runs, 3));
  const perResource = (took: readonly Took[], of_: number): number => of(took, 'wall').median / of_;
  const faster = perResource(other, count) / perResource(plan, entitiesOf(size));
  rows.push(
    atLeast(
      `plan ${size.name} against Terraform, per resource`,
      faster,
      PLAN_BARS[size.name]?.terraform ?? 1,
      `Terraform ${seconds(of(other, 'wall'))} for ${count}, ${megabytes(of(other, 'peak'))}`,
    ),
  );
}

async function large(path: string, plan: readonly Took[], live: Account): Promise<void> {
  say('validate L');
  const [least = [], validate = []] = await paired([floor(path, '--no-network'), cutover('validate', path)], {
    env: live.env,
  });
  rows.push(
    atMost(
      'validate L over the floor without network',
      ratio(validate, least),
      1.5,
      `${seconds(of(validate, 'wall'))}, floor ${seconds(of(least, 'wall'))}`,
    ),
  );
  say('plan L, everything to create');
  const empty = await account(workshop, LATENCY);
  const [bare = [], verified = []] = await paired(
    [cutover('plan', path, '--no-verify'), cutover('plan', path)],
    { env: empty.env },
    Math.min(runs, 3),
  );
  await empty.stop();
  const unchangedPlan = of(plan, 'wall').median;
  rows.push(
    atMost(
      'plan L, everything to create, verified, over no change',
      of(verified, 'wall').median / unchangedPlan,
      2,
      `${seconds(of(verified, 'wall'))}, ${megabytes(of(verified, 'peak'))}`,
    ),
    atMost('plan L verified over `--no-verify`', ratio(verified, bare), 2, seconds(of(bare, 'wall'))),
  );
  say('plan L, 1 % changed');
  const changed = file('L1.yaml', centerOf(SIZES.L, { renamed: 100 }));
  const [some = []] = await paired([cutover('plan', changed)], { env: live.env }, Math.min(runs, 3));
  rows.push(
    atMost(
      'plan L, 1 % changed, over no change',
      of(some, 'wall').median / unchangedPlan,
      2,
      seconds(of(some, 'wall')),
    ),
  );
}

async function growth(path: string, live: Account): Promise<void> {
  say('growth');
  const half = file('half.yaml', centerOf(HALF));
  const there = await account(workshop, LATENCY, half);
  const small = (await paired([cutover('plan', half)], { env: there.env }))[0] ?? [];
  await there.stop();
  const big = (await paired([cutover('plan', path)], { env: live.env }))[0] ?? [];
  const factor = of(big, 'cpu').median / of(small, 'cpu').median;
  rows.push(
    atMost(
      'processor time when the entities double',
      factor,
      2.3,
      `exponent ${Math.log2(factor).toFixed(2)}`,
    ),
  );
}

async function applying(): Promise<void> {
  say('apply of 2,000 changes');
  const size: Size = { ...SIZES.M, agents: 2_000, extensions: 1_800 };
  const before = file('before.yaml', centerOf(size));
  const after = file('after.yaml', centerOf(size, { renamed: 2_000 }));
  const took: Took[] = [];
  let ideal = 0;
  for (let turn = 0; turn < Math.min(runs, 3); turn += 1) {
    const live = await account(workshop, LATENCY, before);
    const planned = await run(workshop, cutover('plan', after, '--format', 'json'), { env: live.env });
    const { centers } = JSON.parse(planned.stdout) as {
      centers: { calls: { id: string; after: string[] }[] }[];
    };
    // Reading before and after takes a call's time each.
    ideal = idealSeconds(centers[0]?.calls ?? [], CONCURRENCY, LATENCY) + (2 * LATENCY) / 1000;
    const state = mkdtempSync(join(workshop.folder, 'state-'));
    const args = [
      'apply',
      after,
      '--auto-approve',
      '--concurrency',
      String(CONCURRENCY),
      '--state-dir',
      state,
    ];
    took.push(await run(workshop, cutover(...args), { env: live.env }));
    await live.stop();
  }
  const wall = of(took, 'wall');
  rows.push(
    atMost(
      'apply of 2,000 changes over the ideal schedule',
      wall.median / ideal,
      1.3,
      `${seconds(wall)}, ideal ${ideal.toFixed(2)} s`,
    ),
  );
}

async function manyCenters(): Promise<void> {
  say('200 centers');
  const count = 200;
  const one = file('one.yaml', centerOf(SIZES.S, { center: 'one' }));
  const live = await account(workshop, LATENCY, one);
  const folder = mkdtempSync(join(workshop.folder, 'centers-'));
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(folder, `c${index}.yaml`), centerOf(SIZES.S, { center: `center-${index}` }));
  }
  const [single = []] = await paired([cutover('plan', one)], { env: live.env });
  const [all = []] = await paired([cutover('plan', folder)], { env: live.env }, 1);
  await live.stop();
  const each = of(all, 'wall').median / count;
  rows.push({
    measure: '200 centers of size S in one command, a center',
    figure: `${each.toFixed(3)} s, alone ${of(single, 'wall').median.toFixed(2)} s; ${megabytes(of(all, 'peak'))} in all, alone ${megabytes(of(single, 'peak'))}`,
    bar: 'less than alone',
    met: each < of(single, 'wall').median,
  });
}

function document(): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version.slice(1)}, ${runs} runs, ${new Date().toISOString().slice(0, 10)}`;
  return `${machine}. The vendor answers after ${LATENCY} ms.\n\n${table(rows)}\n`;
}

/** Puts the table between the two marks of a document. */
function keep(path: string): void {
  const text = readFileSync(path, 'utf8');
  const [before, rest = ''] = text.split('<!-- bench -->\n');
  const after = rest.slice(rest.indexOf('<!-- /bench -->'));
  writeFileSync(path, `${before}<!-- bench -->\n${document()}${after}`);
}

try {
  await startUp();
  for (const size of sizes) {
    const path = file(`${size.name}.yaml`, centerOf(size));
    const live = await account(workshop, LATENCY, path);
    const plan = await unchanged(size, path, live);
    if (size.name === 'L') {
      await large(path, plan, live);
      await growth(path, live);
    }
    await live.stop();
    await besideTerraform(size, plan);
  }
  await applying();
  await manyCenters();
  process.stdout.write(document());
  if (values.write) keep(values.write);
} finally {
  rmSync(workshop.folder, { recursive: true, force: true });
}
