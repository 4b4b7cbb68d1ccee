// What an editor shows of a file: completion, explanations and mistakes, from the schema in the file's first line. Runs
// where YAML_LANGUAGE_SERVER names the server’s program (docs/editors.md says how); elsewhere it is skipped.
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Folder, temporaryFolder } from '../support/program.js';
import { type Editor, type Place, startEditor } from './language-server.js';

const SERVER = process.env.YAML_LANGUAGE_SERVER ?? '';
const SCHEMA = join(import.meta.dirname, '..', '..', 'schema', 'cutover.schema.json');

const HEAD = `# yaml-language-server: $schema=./cutover.schema.json
version: 1
center: acme
`;
const UDESK = `${HEAD}provider:
  type: udesk
  baseUrl: https://cti.example.com
  appId: \${UDESK_APP_ID}
  sid: \${UDESK_SID}
  authToken: \${UDESK_AUTH_TOKEN}
`;

/** A text with one ¦ where the cursor stands. */
function cursor(text: string): { readonly text: string; readonly at: Place } {
  const lines = text.slice(0, text.indexOf('¦')).split('\n');
  return {
    text: text.replace('¦', ''),
    at: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  };
}

describe.skipIf(!existsSync(SERVER))('a YAML language server', () => {
  let folder: Folder;
  let editor: Editor;
  let count = 0;
  const opened = async (text: string) => {
    count += 1;
    const uri = pathToFileURL(join(folder.path, `c${count}.yaml`)).href;
    return { uri, found: await editor.open(uri, text) };
  };
  const labels = async (marked: string): Promise<string[]> => {
    const { text, at } = cursor(marked);
    const { uri } = await opened(text);
    return (await editor.complete(uri, at)).map(({ label }) => label);
  };
  const explained = async (marked: string): Promise<string> => {
    const { text, at } = cursor(marked);
    const { uri } = await opened(text);
    return editor.hover(uri, at);
  };

  beforeAll(async () => {
    folder = temporaryFolder();
    copyFileSync(SCHEMA, join(folder.path, 'cutover.schema.json'));
    editor = await startEditor(SERVER, folder.path);
  });
  afterAll(async () => {
    await editor?.close();
    folder?.remove();
  });

  it('completes the keys of a document, those of its provider alone', async () => {
    const keys = await labels(`${UDESK}¦`);
    expect(keys).toEqual(
      expect.arrayContaining(['policy', 'queues', 'agents', 'memberships', 'subscriptions']),
    );
    expect(keys).not.toContain('campaigns');
  });
  it('completes the types of providers, the fields of an item, and the words that a field may be', async () => {
    expect(await labels(`${HEAD}provider:\n  type: ¦`)).toEqual(
      expect.arrayContaining(['udesk', 'portsip', 'nxlink', 'callbot']),
    );
    expect(await labels(`${UDESK}queues:\n  - id: "9001"\n    ¦`)).toEqual(
      expect.arrayContaining(['name', 'timeout', 'maxLength']),
    );
    expect(await labels(`${UDESK}agents:\n  - id: "1"\n    workId: w1\n    role: ¦`)).toEqual(
      expect.arrayContaining(['agent', 'leader']),
    );
  });
  it('explains what the cursor is on, with an example', async () => {
    expect(await explained(`${UDESK}queues:\n  - id: "9001"\n    time¦out: 60\n`)).toMatch(
      /Seconds that a caller waits in the queue\.[\s\S]*60/,
    );
    expect(await explained(`${UDESK}polic¦y:\n  prune: false\n`)).toContain('What a plan may do');
    expect(await explained(`${HEAD}provider:\n  type: udesk\n  si¦d: x\n`)).toContain('signs the calls');
  });
  it('finds a slip where it stands, and nothing wrong in a file that is right', async () => {
    const wrong = await opened(`${UDESK}queues:\n  - id: "9001"\n    timeot: 60\n`);
    expect(wrong.found.map(({ message, range }) => [message, range.start.line])).toEqual([
      [expect.stringContaining('timeot'), 11],
    ]);
    const right = `${UDESK}queues:\n  - { id: 9001, name: Support, timeout: "\${WAIT}" }\nagents: !csv agents.csv\n`;
    const { found } = await opened(right);
    expect(found).toEqual([]);
  });
});
