// FILE|DIRECTORY... : which files are read, in which order, and what is said of those that cannot be.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBeside, readFiles } from '../../src/cli/loading/files.js';
import { partOf } from '../../src/cli/running/shards.js';
import { InputError } from '../../src/contract/index.js';
import { type Folder, temporaryFolder } from '../support/program.js';

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const names = (...paths: string[]): string[] =>
  readFiles(paths).map((file) => file.path.slice(folder.path.length + 1));
const problems = (...paths: string[]): readonly { code: string; file?: string }[] => {
  try {
    readFiles(paths);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

describe('a folder', () => {
  it('stands for its YAML files, sorted, and nothing else', () => {
    for (const name of ['b.yml', 'a.yaml', 'c.txt', 'a.json']) folder.write(name, 'x');
    mkdirSync(join(folder.path, 'deeper'));
    folder.write('deeper/d.yaml', 'x');
    expect(names(folder.path)).toEqual(['a.yaml', 'b.yml']);
  });
  it('does not read a file twice', () => {
    const file = folder.write('a.yaml', 'x');
    expect(names(file, folder.path, file)).toEqual(['a.yaml']);
  });
  it('without YAML is an error', () => {
    expect(problems(folder.path)).toMatchObject([{ code: 'no-files', file: folder.path }]);
  });
});

describe('what cannot be read', () => {
  it('is reported all at once', () => {
    const gone = join(folder.path, 'gone.yaml');
    const dangling = join(folder.path, 'dangling.yaml');
    symlinkSync(gone, dangling);
    expect(problems(gone, dangling)).toMatchObject([
      { code: 'unreadable-file', file: gone },
      { code: 'unreadable-file', file: dangling },
    ]);
  });
});

describe('parts of many centers', () => {
  const centers = Array.from({ length: 400 }, (_, index) => `center-${index}`);
  it('cover each center once, and stay when others come', () => {
    const parts = centers.map((name) => partOf(name, 4));
    expect(new Set(parts)).toEqual(new Set([1, 2, 3, 4]));
    for (const part of [1, 2, 3, 4]) expect(parts.filter((one) => one === part).length).toBeGreaterThan(60);
    expect(partOf('center-7', 4)).toBe(parts[7]);
  });
});

describe('a file that a document names', () => {
  const read = (path: string) => () => readBeside(join(folder.path, 'centers', 'a.yaml'), path);
  beforeEach(() => {
    mkdirSync(join(folder.path, 'centers', '..data'), { recursive: true });
    folder.write('secret.csv', 'id');
    folder.write('centers/..data/roster.csv', 'id');
  });

  it('lies in its folder, also by way of a link, as in a ConfigMap', () => {
    symlinkSync(join('..data', 'roster.csv'), join(folder.path, 'centers', 'roster.csv'));
    expect(String(read('roster.csv')())).toBe('id');
    expect(String(read('..data/roster.csv')())).toBe('id');
    expect(String(read('../centers/roster.csv')())).toBe('id');
  });

  it('is refused outside of it, by its path or by a link', () => {
    symlinkSync(join('..', 'secret.csv'), join(folder.path, 'centers', 'linked.csv'));
    for (const path of ['../secret.csv', 'linked.csv', '..']) {
      expect(read(path), path).toThrow(expect.objectContaining({ code: 'EOUTSIDE' }));
    }
  });
});
