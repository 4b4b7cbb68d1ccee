// Loads texts as if they were files, and shows problems as a person sees them.

import { expect } from 'vitest';
import type { Desired, Problem } from '../../src/contract/index.js';
import { buildDesired, type Loaded } from '../../src/schema/build.js';
import { parseFiles } from '../../src/schema/parse.js';
import { fake } from './fake-provider.js';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export const ENV = { TOKEN: 's3cret-token', ACCOUNT: 'acme', EMPTY: '', PIN: '4711' };

/** What every document of these tests begins with. */
export const HEAD = `version: 1
center: acme
provider: { type: fake, baseUrl: "https://cti.example.com", account: acme, token: "\${TOKEN}" }
`;

/** Files ending in .csv lie beside the others. */
export function load(files: Files, env: Readonly<Record<string, string>> = ENV): Loaded {
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const documents = Object.entries(files).filter(([path]) => !path.endsWith('.csv'));
  return buildDesired(parseFiles(documents.map(([path, content]) => ({ path, bytes: bytes(content) }))), {
    env,
    readBeside: (_document, path) => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return bytes(content);
    },
    provider: (type) => (type === 'fake' ? fake : undefined),
    providerTypes: ['fake'],
    fingerprint: (center, literal) => `${center.length}${literal.length}`.padStart(8, '0'),
  });
}

/** `file:line:column: code: message`, a line each; warnings marked. */
export function shown(problems: readonly Problem[]): string[] {
  return problems.map(({ file, line, column, severity, code, message }) => {
    const mark = severity === 'warning' ? 'warning ' : '';
    return `${file}:${line}:${column}: ${mark}${code}: ${message}`;
  });
}

/** The problems of one document after the usual head, without the file's name. */
export function problemsOf(content: string, env?: Readonly<Record<string, string>>): string[] {
  return shown(load({ 'a.yaml': HEAD + content }, env).problems).map((line) => line.replace(/^a\.yaml:/, ''));
}

/** The one center of files that must have no problem. */
export function centerOf(files: Files): Desired {
  const { centers, problems } = load(files);
  const [center] = centers;
  expect(shown(problems)).toEqual([]);
  if (center === undefined) throw new Error('no center');
  return center;
}

/** Fields by address. */
export function resourcesOf(desired: Desired): Record<string, unknown> {
  return Object.fromEntries([...desired.resources].map(([address, { fields }]) => [address, fields]));
}
