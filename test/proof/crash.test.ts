// The built program crashes, in every way, with a secret in the error: the report does not hold it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutover, type Folder, temporaryFolder } from '../support/program.js';
import { leaks } from './leaks.js';

const ACME = join(import.meta.dirname, '..', '..', 'examples', 'provider-acme', 'index.js');
const TOKEN = 'aC/9+vQ=&x<7>"p\'Zt%41-qW';

/** What the provider does when it is to read; `token` is the literal. */
const WAYS = {
  throws: 'throw new Error("no " + token + " here");',
  'throws what is no error': 'throw { toString: () => token, message: token };',
  'throws a text': 'throw token;',
  'throws with a cause': 'throw new TypeError("bad", { cause: new Error(token) });',
  'throws many': 'throw new AggregateError([new Error(token)], token);',
  'has it in the name of a function': 'const o = { [token]() { throw new Error("inside"); } }; o[token]();',
  'leaves a rejection alone':
    'Promise.reject(new Error(token)); await new Promise((r) => setTimeout(r, 2000));',
  'fails in a timer':
    'setTimeout(() => { throw new Error(token); }); await new Promise((r) => setTimeout(r, 2000));',
  'rejects with a text': 'Promise.reject(token); await new Promise((r) => setTimeout(r, 2000));',
} as const;

const source = (act: string): string => `
import { provider as acme } from ${JSON.stringify(ACME)};
let token;
export const contract = 1;
export const provider = {
  ...acme,
  connect(settings, reveal) {
    token = reveal(settings.token);
    return acme.connect(settings, reveal);
  },
  async read() { ${act} },
};
`;

let folder: Folder;
beforeAll(() => {
  folder = temporaryFolder();
  for (const [index, act] of Object.values(WAYS).entries()) {
    folder.write(`way${index}.js`, source(act));
    folder.write(
      `way${index}.yaml`,
      JSON.stringify({
        version: 1,
        center: `desk${index}`,
        provider: {
          type: `./way${index}.js`,
          baseUrl: 'http://127.0.0.1:9',
          account: 'one',
          token: ['$', '{TOKEN}'].join(''),
        },
        queues: [{ id: 'q1', name: 'Help' }],
      }),
    );
  }
});
afterAll(() => folder.remove());

describe.concurrent('a provider that', () => {
  it.each(Object.keys(WAYS).map((way, index) => [way, index] as const))('%s', async (_way, index) => {
    const file = `way${index}.yaml`;
    const command = index % 2 === 0 ? ['plan', '--format', 'json'] : ['apply', '-y'];
    const { code, stdout, stderr } = await cutover([...command, '--verbose', file], {
      cwd: folder.path,
      env: { TOKEN },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('unexpected: ');
    expect(leaks(stdout + stderr, [TOKEN])).toEqual([]);
  });
});

it('leaves no file behind that holds one', () => {
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const { parentPath, name } of files) {
    expect(leaks(readFileSync(join(parentPath, name), 'utf8'), [TOKEN]), name).toEqual([]);
  }
});
