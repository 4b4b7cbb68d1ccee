// Packs the program, installs the tarball into an empty folder, and runs it from there as a stranger would.
import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** All that may be in the tarball. */
const PACKED = [
  /^(?:package\.json|(?:README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE)$/,
  /^dist\/(?:cutover|index|provider|simulator|conformance)\.js$/,
  /^dist\/(?:chunks\/[\w-]+\.js|man\/cutover\.1|THIRD-PARTY-LICENSES\.txt)$/,
  // What the entries of the library need, and so neither the commands nor the built-in vendors.
  /^dist\/types\/(?!cli\/|providers\/(?!kit\/|\w+\.d\.ts$)).*\.d\.ts$/,
  /^schema\/cutover\.schema\.json$/,
  /^docs\/(?:[\w-]+\/)*[\w-]+\.(?:md|svg)$/,
  /^examples\/(?:[\w-]+\/)*[\w.-]+\.(?:ya?ml|csv|js|json)$/,
  /^pipelines\/(?:[\w-]+\/)*[\w.-]+\.(?:ya?ml|mjs)$/,
];
/** A tenth above what it weighs. Raise it knowingly. */
const MOST_BYTES = 1_000_000;

const folder = mkdtempSync(join(tmpdir(), 'cutover-pack-'));
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });

try {
  const said = execFileSync('npm', ['pack', '--pack-destination', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  // pre-commit takes all that `npm pack` prints for the name: .npmrc keeps the scripts' own lines out of it.
  if (said.trim() !== tarball) throw new Error(`npm pack prints more than the name of its tarball: ${said}`);
  const { size } = statSync(join(folder, tarball));
  console.log(`${tarball}: ${Math.round(size / 1000)} kB`);
  checkContents(run('tar', ['-tzf', tarball]).trim().split('\n'), size);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  run('npm', [
    'install',
    '--silent',
    '--no-audit',
    '--no-fund',
    join(folder, tarball),
    // What the conformance suite asks its user to bring.
    `fast-check@${devDependencies['fast-check']}`,
  ]);

  const cutover = join(folder, 'node_modules', '.bin', 'cutover');
  console.log(`cutover --version: ${run(cutover, ['--version']).trim()}`);

  const example = join(folder, 'contact-center.yaml');
  copyFileSync(join(folder, 'node_modules', 'cutover', 'examples', 'contact-center.yaml'), example);
  const simulator = spawn(cutover, ['simulate', 'udesk'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const line = await new Promise((resolve, reject) => {
      createInterface({ input: simulator.stdout }).once('line', resolve);
      simulator.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
    });
    const { url, credentials } = JSON.parse(line);
    const env = {
      ...process.env,
      UDESK_BASE_URL: url,
      UDESK_APP_ID: credentials.appId,
      UDESK_SID: credentials.sid,
      UDESK_AUTH_TOKEN: credentials.authToken,
    };
    run(cutover, ['validate', example], { env });
    console.log('cutover validate: ok');
    const plan = JSON.parse(run(cutover, ['plan', '--format', 'json', example], { env }));
    if (plan.centers[0].status !== 'changes') throw new Error(`plan says ${plan.centers[0].status}`);
    console.log(`cutover plan: ${plan.centers[0].callCount} calls`);
    const library =
      "const m = await import('cutover/provider'); if (m.FORMAT_VERSION !== 1) process.exit(1);";
    run(process.execPath, ['--input-type=module', '-e', library]);
    console.log("import 'cutover/provider': ok");
    const laws = [
      "import { conformance } from 'cutover/conformance';",
      "import { subject } from './node_modules/cutover/examples/provider-acme/subject.js';",
      "const law = conformance(subject).find(({ name }) => name === 'converge');",
      'const { runs } = await law.run({ runs: 4, seed: 7 });',
      'if (runs < 4) process.exit(1);',
    ].join('\n');
    writeFileSync(join(folder, 'laws.mjs'), laws);
    run(process.execPath, ['laws.mjs']);
    console.log("import 'cutover/conformance': the example provider converges");
  } finally {
    simulator.kill();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Nothing needless is in the tarball, nothing that package.json promises is missing, and it stays small. */
function checkContents(entries, size) {
  const files = entries.map((path) => path.replace(/^package\//, ''));
  const { exports, bin, man } = JSON.parse(readFileSync('package.json', 'utf8'));
  const promised = [
    ...Object.values(exports).flatMap((to) => (typeof to === 'string' ? to : Object.values(to))),
  ]
    .concat(Object.values(bin), man)
    .map((path) => path.replace(/^\.\//, ''));
  const missing = promised.filter((path) => !files.includes(path));
  if (missing.length > 0)
    throw new Error(`package.json names what is not in the tarball: ${missing.join(', ')}`);
  const stray = files.filter((path) => !PACKED.some((pattern) => pattern.test(path)));
  if (stray.length > 0) throw new Error(`The tarball holds what it should not: ${stray.join(', ')}`);
  if (size > MOST_BYTES) throw new Error(`The tarball has ${size} bytes, and ${MOST_BYTES} are the most.`);
}
