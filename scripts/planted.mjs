// Plants small faults, one at a time, into copies of the program, and demands that an assertion of the tests catches each.
//   npm run planted                             all of them; the full table
//   npm run planted -- --only lock,udesk        those whose id or file contains one of these
//   npm run planted -- --sample 8 --seed 1      a fixed choice of eight
//   npm run planted -- --write                  also keeps the table in docs/planted-bugs.md; with --only, those rows of it
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createVitest } from 'vitest/node';

const ROOT = join(import.meta.dirname, '..');
const TABLE = join(ROOT, 'docs', 'planted-bugs.md');
const COPIED = [
  'src',
  'test',
  'scripts',
  'examples',
  'schema',
  'docs',
  'package.json',
  'tsconfig.json',
  'README.md',
];
const CONFIG = 'vitest.config.ts';
/** The tests of one fault, ms: a fault may make the program go on for ever. */
const PATIENCE = 180_000;

/** @typedef {{ id: string, fault: string, file: string, find: string, replace: string, tests: string[] }} Bug */
/** @typedef {{ passed: boolean, test?: string, message: string }} Run */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
  },
});
/** @type {Bug[]} */
const all = JSON.parse(readFileSync(join(ROOT, 'test', 'planted', 'bugs.json'), 'utf8'));
const stale = all.flatMap(whyStale);
if (stale.length > 0) fail(`These faults cannot be planted any more:\n${stale.join('\n')}`);
const bugs = sample(all.filter(isAskedFor));
if (bugs.length === 0) fail('No fault is called so.');

const startedAt = Date.now();
process.once('SIGINT', () => process.exit(130));
process.once('exit', removeCopies);
/** @type {{ path: string, vitest: import('vitest/node').Vitest | undefined }[]} */
const copies = [];
for (let made = 0; made < Math.max(1, Number(values.jobs)); made += 1) copies.push(makeCopy());

await proveSound([...new Set(bugs.flatMap(({ tests }) => tests))]);

/** @type {Map<Bug, Run>} */
const runs = new Map();
const waiting = [...bugs];
await Promise.all(copies.map(work));
await Promise.all(copies.map(({ vitest }) => vitest?.close()));
report();
process.exit();

/** Without a fault all the tests pass; shared out, so that every copy has read most of the program afterwards. */
async function proveSound(tests) {
  await Promise.all(
    copies.map(async (copy, number) => {
      const own = tests.filter((_, index) => index % copies.length === number);
      if (own.length === 0) return;
      const sound = await runTests(copy, own, 10 * PATIENCE);
      if (!sound.passed) fail(`Without any fault a test fails: ${sound.test ?? ''} ${sound.message}`);
    }),
  );
}

async function work(copy) {
  for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
    const run = await plant(copy, bug);
    runs.set(bug, run);
    const how = isCaught(run) ? `caught by ${run.test}` : `SURVIVED (${run.message})`;
    console.log(`${String(runs.size).padStart(3)}/${bugs.length}  ${bug.id}  ${how}`);
  }
}

/** Runs the tests of a fault with the fault in place. */
async function plant(copy, bug) {
  const path = join(copy.path, bug.file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(bug.find, () => bug.replace),
  );
  copy.vitest?.invalidateFile(path);
  try {
    return await runTests(copy, bug.tests, PATIENCE);
  } finally {
    writeFileSync(path, text);
    copy.vitest?.invalidateFile(path);
  }
}

/** One vitest a copy, kept for all of its faults: what did not change is read and translated once. */
async function runTests(copy, tests, patience) {
  copy.vitest ??= await createVitest('test', {
    root: copy.path,
    config: join(copy.path, CONFIG),
    watch: false,
    bail: 1,
    maxWorkers: 1,
    silent: true,
    reporters: [{}],
  });
  const project = copy.vitest.getRootProject();
  const files = tests.map((test) => project.createSpecification(join(copy.path, test)));
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  const done = await Promise.race([copy.vitest.runTestSpecifications(files), late]);
  clearTimeout(timer);
  if (done) return outcome(done, new Set(files.map(({ moduleId }) => moduleId)));
  void copy.vitest.close().catch(() => undefined);
  copy.vitest = undefined;
  return { passed: false, message: `no result within ${patience / 1000} s` };
}

/** The test that failed first, and its first line. @returns {Run} */
function outcome({ testModules, unhandledErrors }, asked) {
  const modules = testModules.filter(({ moduleId }) => asked.has(moduleId));
  for (const module of modules) {
    const [failed] = module.children.allTests('failed');
    if (failed === undefined) continue;
    const [error] = failed.result().errors ?? [];
    const message = line(`${error?.name}: ${error?.message}`);
    return { passed: false, test: `${module.relativeModuleId}: ${failed.fullName}`, message };
  }
  const broken = modules.find((module) => module.errors().length > 0);
  if (broken)
    return { passed: false, message: `${broken.relativeModuleId}: ${line(broken.errors()[0]?.message)}` };
  const ran = modules.reduce((sum, module) => sum + [...module.children.allTests('passed')].length, 0);
  if (ran === 0 || unhandledErrors.length > 0)
    return { passed: false, message: line(unhandledErrors[0]?.message ?? 'no test ran') };
  return { passed: true, message: 'all passed' };
}

/** Only a broken expectation counts: a program that does not even run is no test of the tests. */
function isCaught({ passed, test, message }) {
  return !passed && test !== undefined && /^(AssertionError|Error: (Snapshot|Property failed))/.test(message);
}

function report() {
  const rows = bugs.map((bug) => rowOf(bug, isCaught(runs.get(bug)) ? runs.get(bug).test : undefined));
  const caught = rows.filter(({ by }) => by !== undefined).length;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const wide = Math.max(...bugs.map(({ id }) => id.length));
  console.log('');
  for (const { bug, by } of rows) console.log(`${bug.id.padEnd(wide)} | ${bug.fault} | ${by ?? 'SURVIVED'}`);
  console.log('');
  for (const [area, { planted, found }] of areas(rows))
    console.log(`${area.padEnd(10)} ${found} of ${planted} caught`);
  console.log(`\n${caught} of ${bugs.length} planted bugs caught in ${seconds} s`);
  if (values.write) writeFileSync(TABLE, page(rows));
  process.exitCode = caught === bugs.length ? 0 : 1;
}

/** @typedef {{ bug: Bug, area: string, by: string | undefined }} Row `by`: the test that caught it */

/** @returns {Row} */
function rowOf(bug, by) {
  const [, room, vendor] = bug.file.split('/');
  return { bug, area: room === 'providers' ? vendor : room, by };
}

function areas(rows) {
  const found = new Map();
  for (const { area, by } of rows) {
    const entry = found.get(area) ?? { planted: 0, found: 0 };
    entry.planted += 1;
    if (by !== undefined) entry.found += 1;
    found.set(area, entry);
  }
  return found;
}

/** The whole table: what was not run this time keeps its row. */
function page(ran) {
  const before = knownRows();
  const cell = (text) =>
    text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('`', '');
  const byId = new Map(ran.map((row) => [row.bug.id, { ...row, by: row.by && cell(row.by) }]));
  const rows = all.map((bug) => byId.get(bug.id) ?? rowOf(bug, before.get(bug.id)));
  const caught = rows.filter(({ by }) => by !== undefined).length;
  const lines = rows.map(
    ({ bug, by }) => `| ${bug.id} | ${cell(bug.fault)} | ${bug.file} | ${by ?? '**not caught**'} |`,
  );
  const counts = [...areas(rows)].map(([area, { planted, found }]) => `| ${area} | ${planted} | ${found} |`);
  return `# Planted bugs

The command \`npm run planted\` plants each of these faults, one at a time, into a copy of the program and runs the tests
that should notice it. A fault counts as caught only if an expectation of a test fails; a program that no longer loads
counts for nothing. If one survives, the tests are improved, not the list (test/planted/bugs.json). With \`--write\` it
keeps this page.

**${caught} of ${all.length} caught.**

| area | planted | caught |
|---|---|---|
${counts.join('\n')}

| id | fault | where | caught by |
|---|---|---|---|
${lines.join('\n')}
`;
}

/** Fault → who caught it, as the page says. */
function knownRows() {
  if (!existsSync(TABLE)) return new Map();
  const rows = readFileSync(TABLE, 'utf8').matchAll(/^\| ([a-z0-9-]+) \| .* \| (test\/.*) \|$/gm);
  return new Map([...rows].map(([, id, by]) => [id, by]));
}

function whyStale({ id, file, find, replace }) {
  const found = readFileSync(join(ROOT, file), 'utf8').split(find).length - 1;
  if (found !== 1) return [`${id}: its text stands ${found} times in ${file}`];
  return find === replace ? [`${id}: it changes nothing`] : [];
}

function isAskedFor({ id, file }) {
  return values.only === undefined || values.only.split(',').some((part) => `${id} ${file}`.includes(part));
}

/** The same choice for the same seed. */
function sample(from) {
  if (values.sample === undefined) return from;
  let state = Number(values.seed) >>> 0;
  const drawn = from.map((bug) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { bug, rank: state };
  });
  const chosen = drawn.sort((a, b) => a.rank - b.rank).slice(0, Number(values.sample));
  return chosen.map(({ bug }) => bug);
}

function makeCopy() {
  const path = mkdtempSync(join(tmpdir(), 'cutover-planted-'));
  for (const part of [...COPIED, CONFIG]) cpSync(join(ROOT, part), join(path, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'));
  return { path, vitest: undefined };
}

function removeCopies() {
  for (const { path } of copies) rmSync(path, { recursive: true, force: true });
}

function line(text) {
  return String(text ?? '').split('\n', 1)[0];
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
