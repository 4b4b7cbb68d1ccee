// A language server driven over its standard streams, as an editor does: requests out, answers and diagnostics in.
import { type ChildProcess, spawn } from 'node:child_process';

export interface Editor {
  /** Opens a document and waits for what the server finds wrong with it. */
  open(uri: string, text: string): Promise<readonly Diagnostic[]>;
  complete(uri: string, at: Place): Promise<readonly Completion[]>;
  hover(uri: string, at: Place): Promise<string>;
  close(): Promise<void>;
}

/** Counted from 0, as the protocol does. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: Place };
}

export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly diagnostics?: readonly Diagnostic[];
    readonly items?: readonly { readonly section?: string }[];
  };
  readonly result?: unknown;
}

/** What docs/editors.md tells people to set. */
const SETTINGS = {
  validate: true,
  completion: true,
  hover: true,
  schemaStore: { enable: false },
  customTags: ['!csv scalar'],
};

/** Starts a server that speaks the protocol on its standard streams. */
export async function startEditor(command: string, folder: string): Promise<Editor> {
  const child: ChildProcess = spawn(process.execPath, [command, '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('the server has no streams');
  const waiting = new Map<number, (result: unknown) => void>();
  const heard = new Map<string, (found: readonly Diagnostic[]) => void>();
  let last = 0;
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const ask = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      send({ id: last, method, params });
    });
  const take = ({ id, method, params, result }: Message): void => {
    if (method === 'textDocument/publishDiagnostics')
      heard.get(params?.uri ?? '')?.(params?.diagnostics ?? []);
    else if (method === 'workspace/configuration')
      send({ id, result: (params?.items ?? []).map(({ section }) => (section === 'yaml' ? SETTINGS : {})) });
    else if (method !== undefined && id !== undefined) send({ id, result: null });
    else if (id !== undefined) waiting.get(id)?.(result);
  };
  let buffer = Buffer.alloc(0);
  stdout.on('data', (part: Buffer) => {
    buffer = Buffer.concat([buffer, part]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(0, end)).toString())?.[1],
      );
      if (end < 0 || buffer.length < end + 4 + length) return;
      take(JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString()) as Message);
      buffer = buffer.subarray(end + 4 + length);
    }
  });
  await ask('initialize', {
    processId: process.pid,
    rootUri: `file://${folder}`,
    capabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown'] },
      },
    },
  });
  send({ method: 'initialized', params: {} });
  send({
    method: 'workspace/didChangeConfiguration',
    params: { settings: { yaml: SETTINGS } },
  });
  return {
    open: (uri, text) =>
      new Promise((resolve) => {
        heard.set(uri, resolve);
        send({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
        });
      }),
    async complete(uri, position) {
      const found = await ask('textDocument/completion', { textDocument: { uri }, position });
      return ((found as { items?: readonly Completion[] }).items ?? found) as readonly Completion[];
    },
    async hover(uri, position) {
      const found = (await ask('textDocument/hover', { textDocument: { uri }, position })) as {
        contents?: { value?: string } | string;
      } | null;
      const { contents } = found ?? {};
      return typeof contents === 'string' ? contents : (contents?.value ?? '');
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
