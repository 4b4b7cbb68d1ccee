// Plants small faults, one at a time, into a copy of the program, and demands that the tests catch every one.
//   npm run planted                    all of them
//   npm run planted -- --only lock     those whose name or file contains "lock"
//   npm run planted -- --write         also keeps the table in docs/reference/planted-bugs.md
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean' } } });
const ROOT = join(import.meta.dirname, '..');
const TABLE = join(ROOT, 'docs', 'reference', 'planted-bugs.md');

/** @type {{ name: string, file: string, find: string, replace: string, tests: string[] }[]} */
const all = JSON.parse(readFileSync(join(ROOT, 'test', 'planted', 'bugs.json'), 'utf8'));
const bugs = all.filter(
  ({ name, file }) => values.only === undefined || `${name} ${file}`.includes(values.only),
);

const copy = mkdtempSync(join(tmpdir(), 'cutover-planted-'));
for (const part of [
  'src',
  'test',
  'scripts',
  'examples',
  'schema',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]) {
  cpSync(join(ROOT, part), join(copy, part), { recursive: true });
}
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

/** The first test file that fails with the fault planted; undefined if none does. */
function catcher(bug) {
  const path = join(copy, bug.file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(bug.find).length !== 2)
    throw new Error(`${bug.name}: "${bug.find}" does not stand exactly once in ${bug.file}`);
  writeFileSync(
    path,
    sound.replace(bug.find, () => bug.replace),
  );
  try {
    for (const tests of bug.tests) {
      const ran = spawnSync('npx', ['vitest', 'run', '--bail', '1', '--reporter', 'json', tests], {
        cwd: copy,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
        timeout: 180_000,
        maxBuffer: 256 * 1024 * 1024,
      });
      if (ran.status === 0) continue;
      return firstFailure(ran.stdout) ?? `${tests} (did not end well)`;
    }
    return undefined;
  } finally {
    writeFileSync(path, sound);
  }
}

function firstFailure(json) {
  try {
    const result = JSON.parse(json.slice(json.indexOf('{')));
    const file = result.testResults.find((one) => one.status === 'failed');
    const test = file?.assertionResults.find((one) => one.status === 'failed');
    const where = file?.name.slice(file.name.indexOf('/test/') + 1);
    return where && `${where}: ${test?.fullName ?? 'does not load'}`;
  } catch {
    return undefined;
  }
}

const rows = [];
try {
  for (const [index, bug] of bugs.entries()) {
    const caught = catcher(bug);
    rows.push({ bug, caught });
    console.log(
      `${caught ? 'caught  ' : 'SURVIVED'} ${index + 1}/${bugs.length} ${bug.name}${caught ? `  <- ${caught}` : ''}`,
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

const caught = rows.filter((row) => row.caught).length;
if (values.write) {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = rows.map(
    ({ bug, caught: by }, index) =>
      `| ${index + 1} | ${cell(bug.name)} | \`${bug.file}\` | ${by ? cell(by) : '**survived**'} |`,
  );
  writeFileSync(
    TABLE,
    `# Planted bugs

\`npm run planted -- --write\` plants each of these faults into a copy of the program and runs the tests. ${caught} of ${rows.length}
are caught. If one survives, the tests are improved, not the list.

| # | fault | where | caught by |
|---|---|---|---|
${lines.join('\n')}
`,
  );
}
console.log(`\n${caught} of ${rows.length} planted bugs caught`);
process.exit(caught === rows.length ? 0 : 1);
