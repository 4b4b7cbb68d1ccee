// docs/dependencies.md is true of package-lock.json: names, versions, licences, what comes along, and how large it is.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

interface Locked {
  readonly version: string;
  readonly license: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = (name: string): Locked => packages[`node_modules/${name}`] ?? { version: '', license: '' };
const direct = Object.keys(packages['']?.dependencies ?? {}).sort();
const bundled = Object.keys(packages)
  .filter((path) => path !== '' && !packages[path]?.dev)
  .map((path) => path.replace('node_modules/', ''));

const page = readFileSync(join(ROOT, 'docs', 'dependencies.md'), 'utf8');
const table = page.slice(page.indexOf('| package |'), page.indexOf('`dist/` is bundled'));
const rows = [...table.matchAll(/^\| `([^`]+)` \| (\S+) \| (\S+) \| (.+?) \| ([\d.]+) (kB|MB) \|/gm)];

function brought(name: string): string[] {
  const below = Object.keys(locked(name).dependencies ?? {});
  return [...new Set([...below, ...below.flatMap(brought)])].sort();
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? bytesIn(path) : statSync(path).size;
    })
    .reduce((sum, size) => sum + size, 0);
}

describe('the table of dependencies', () => {
  it('has each one, with its version, its licence and what it brings along', () => {
    const wanted = direct.map((name) => {
      const along = brought(name).map((one) => `\`${one}\``);
      return [name, locked(name).version, locked(name).license, along.join(', ') || '–'];
    });
    expect(rows.map(([, ...cells]) => cells.slice(0, 4))).toEqual(wanted);
  });

  it('says how large each is when it is installed, to a quarter', () => {
    for (const [, name = '', , , , size, unit] of rows) {
      const installed = [name, ...brought(name)]
        .map((one) => bytesIn(join(ROOT, 'node_modules', one)))
        .reduce((sum, one) => sum + one, 0);
      const said = Number(size) * (unit === 'MB' ? 1e6 : 1e3);
      // Less than 50 kB is said in tens.
      expect(Math.abs(said - installed), `${name}: ${installed}`).toBeLessThan(5_000 + installed / 4);
    }
  });

  it('counts them', () => {
    expect(page).toContain(
      `${direct.length} packages, which bring along ${bundled.length - direct.length} more`,
    );
  });
});

it('only licences that go with Apache-2.0 are in the bundle', () => {
  const known = ['MIT', 'ISC', 'BSD-3-Clause', 'PSF-2.0', 'Apache-2.0'];
  expect(bundled.filter((name) => !known.includes(locked(name).license))).toEqual([]);
});

it('the SBOM of a release lists all that is in the bundle', () => {
  const command = /npm (sbom [^\n>]+) >/.exec(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'))?.[1] ?? '';
  const { components } = JSON.parse(
    execFileSync('npm', command.split(' '), {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as {
    readonly components: readonly {
      readonly name: string;
      readonly properties?: readonly { name: string }[];
    }[];
  };
  const shipped = components
    .filter(({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'))
    .map(({ name }) => name);
  expect(shipped.sort()).toEqual([...bundled].sort());
});
