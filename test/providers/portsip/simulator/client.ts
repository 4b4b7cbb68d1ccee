// A bare client for tests: signs in, calls, and remembers every exchange.
import type { Resource } from '../../../../src/contract/index.js';
import { simulator } from '../../../../src/providers/portsip/simulator/index.js';
import { type RunningSimulator, startSimulator } from '../../../../src/simulator/serve.js';
import type { Exchange } from './openapi.js';

type Row = Record<string, unknown>;
export interface Got {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
  readonly id: string;
  readonly items: readonly Row[];
  readonly code: string;
}

export interface Client {
  readonly running: RunningSimulator;
  readonly options: Readonly<Record<string, string>>;
  readonly exchanges: (Exchange & { readonly route: string })[];
  readonly clock: { now: number };
  token: string;
  refreshToken: string;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Got>;
  post(path: string, body?: unknown, query?: Readonly<Record<string, string>>): Promise<Got>;
  send(
    method: string,
    path: string,
    init?: { text?: string; type?: string; token?: string | undefined },
  ): Promise<Got>;
  /** Family A. */
  form(fields: Readonly<Record<string, string>>): Promise<Got>;
  /** Family B; keeps the tokens. */
  signIn(more?: Row): Promise<Got>;
  refresh(): Promise<Got>;
  signOut(): Promise<Got>;
  close(): Promise<void>;
}

export const CLIENT_ID = '9d806019-75b2-4b3d-bb8b-f5a3a412cc0a';

/** Starts a simulator on a clock that stands still, and signs in unless `signIn` is false. */
export async function open(
  resources: readonly Resource[] = [],
  options: Readonly<Record<string, string>> = {},
  more: { readonly signIn?: boolean; readonly faults?: Readonly<Record<string, string>> } = {},
): Promise<Client> {
  const clock = { now: Date.UTC(2026, 10, 21, 8, 0, 0) };
  const running = await startSimulator(simulator, {
    seedResources: resources,
    options,
    faults: more.faults ?? {},
    now: () => clock.now,
  });
  const client = build(running, options, clock);
  if (more.signIn !== false) await client.signIn();
  return client;
}

function build(
  running: RunningSimulator,
  options: Readonly<Record<string, string>>,
  clock: { now: number },
): Client {
  const exchanges: Client['exchanges'] = [];
  const call = async (
    method: string,
    path: string,
    query: Readonly<Record<string, string>>,
    init: { readonly text?: string; readonly type?: string; readonly token?: string | undefined },
  ): Promise<Got> => {
    const search = new URLSearchParams(query).toString();
    const answer = await fetch(`${running.url}/${path}${search === '' ? '' : `?${search}`}`, {
      method,
      headers: {
        ...(init.token ? { authorization: `Bearer ${init.token}` } : {}),
        ...(init.text === undefined ? {} : { 'content-type': init.type ?? 'application/json' }),
      },
      ...(init.text === undefined ? {} : { body: init.text }),
    });
    const text = await answer.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const json = init.text !== undefined && init.type === undefined;
    exchanges.push({
      method,
      path,
      query,
      body: json ? parsed(init.text) : undefined,
      status: answer.status,
      answer: body,
      route: simulator.route(method, path),
    });
    const fields = (body ?? {}) as { id?: string; items?: Row[]; errors?: { code: string }[] };
    return {
      status: answer.status,
      body,
      headers: answer.headers,
      id: String(fields.id),
      items: fields.items ?? [],
      code: fields.errors?.[0]?.code ?? '',
    };
  };
  const client: Client = {
    running,
    options,
    exchanges,
    clock,
    token: '',
    refreshToken: '',
    get: (path, query = {}) => call('GET', path, query, { token: client.token }),
    post: (path, body, query = {}) =>
      call('POST', path, query, {
        token: client.token,
        ...(body === undefined ? {} : { text: JSON.stringify(body) }),
      }),
    send: (method, path, init = {}) => call(method, path, {}, { token: client.token, ...init }),
    form: (fields) =>
      call(
        'POST',
        'login/oauth/token',
        {},
        {
          text: new URLSearchParams(fields).toString(),
          type: 'application/x-www-form-urlencoded',
        },
      ),
    signIn: async (more = {}) => {
      const { username, password, domain } = running.credentials;
      return keep(
        client,
        await call(
          'POST',
          'auth/sign_in',
          {},
          { text: JSON.stringify({ username, password, domain, ...more }) },
        ),
      );
    },
    refresh: async () =>
      keep(
        client,
        await call(
          'POST',
          'auth/refresh_token',
          {},
          { text: JSON.stringify({ refresh_token: client.refreshToken }) },
        ),
      ),
    signOut: () => call('POST', 'auth/sign_out', {}, { token: client.token }),
    close: () => running.close(),
  };
  return client;
}

/** Undefined for no text, or text that is no JSON. */
function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Takes the new pair, if there is one. */
export function keep(client: Client, got: Got): Got {
  const pair = (got.body ?? {}) as { access_token?: string; refresh_token?: string };
  if (pair.access_token !== undefined) client.token = pair.access_token;
  if (pair.refresh_token !== undefined) client.refreshToken = pair.refresh_token;
  return got;
}
