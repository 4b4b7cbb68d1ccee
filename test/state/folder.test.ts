// Folders are made as deep as needed, and a place where there can be none is an error and not a wait without end.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/state/folder.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('makeFolder', () => {
  it('makes what is missing, readable by its owner alone if asked, and leaves what is there', () => {
    const path = join(root, 'a', 'b', 'c');
    makeFolder(path, 0o700);
    makeFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
  });

  it('takes the folder that one already is in', () => {
    expect(() => makeFolder('.')).not.toThrow();
  });

  it('fails below a file', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/ENOTDIR/);
  });

  it.runIf(existsSync('/proc/self'))('fails where the system has no such place, and does not wait', () => {
    expect(() => makeFolder('/proc/nowhere/below')).toThrow(/ENOENT/);
  });
});
