// Every request of the client, held against the vendor's own OpenAPI file (release 22.2) where it is at hand.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Body, Call } from '../../../../src/contract/index.js';
import { isIdRef, isSecretRef } from '../../../../src/contract/index.js';
import { connect } from '../../../../src/providers/portsip/connect.js';
import { read } from '../../../../src/providers/portsip/read.js';
import {
  agent,
  answer,
  clientOf,
  desiredOf,
  liveOf,
  membership,
  planned,
  queue,
  rule,
  SETTINGS,
  scopeOf,
  slot,
} from './support.js';

const FILE = join(import.meta.dirname, '../../../../../shared/vendors/source/portsip-openapi-22.2.json');
const isHere = existsSync(FILE);

type Json = { readonly [key: string]: unknown };
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Json }[];
}
const api = (): Readonly<Record<string, Readonly<Record<string, Operation>>>> =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, Operation>> }).paths;

/** The pattern of webhook addresses is one that no address meets (portsip.md 6.1). */
function mended(schema: unknown, key = ''): unknown {
  if (Array.isArray(schema)) return schema.map((entry: unknown) => mended(entry));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => !(key === 'url' && name === 'pattern'))
      .map(([name, value]) => [name, mended(value, name)]),
  );
}

/** Unknown keys count as wrong, so that a slip of the pen is seen. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in inner && !('allOf' in schema) ? { ...inner, additionalProperties: false } : inner;
}

/** Fields of later releases (portsip.md 0.1). */
const LATER = ['enable_cc'];

function wrong(method: string, path: string, sent: unknown): readonly string[] {
  const operation = api()[path]?.[method.toLowerCase()];
  if (operation === undefined) return [`the file has no ${method} ${path}`];
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return sent === undefined ? [] : [`${method} ${path} takes no body`];
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const check = ajv.compile(closed(mended(schema)) as Json);
  const plain = Object.fromEntries(Object.entries(sent as Json).filter(([name]) => !LATER.includes(name)));
  return check(plain)
    ? []
    : (check.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
      );
}

/** Ids and secrets as they would be when the call is sent. */
function filled(body: Body | undefined): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if (isSecretRef(body)) return body.$secret.includes('voicemailPin') ? '38261507' : 'abcdefgh';
  if (isIdRef(body)) return 'b3BhcXVl';
  if (Array.isArray(body)) return body.map((entry: Body) => filled(entry));
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, filled(value as Body)]));
}

const template = ({ path }: Call): string => path.replace(/\{.*\}/, '{id}');

const USER = 'username: ann.lee, name: Ann Lee, email: ann@example.com';
const STORIES = {
  'everything new': planned(
    `queues:
  - { id: "6000", name: A, maxLength: 9, language: en-US, noAnswer: { action: FORWARD_TO_NUMBER, number: "6001" }, callbackOutboundPrefix: null }
  - { id: "6001", name: B, noAnswer: { action: FORWARD_TO_NUMBER, number: "6000" }, nightMode: { action: HANGUP } }
agents: [{ id: "1001", ${USER}, mobile: "1", department: D }]
memberships: [{ queue: "6000", agents: [{ agent: "1001", skillLevel: 100 }] }]
relayNumbers: [{ number: "4400", trunk: Carrier A, callerMask: "1*", queue: "6000" }, { number: "4401", trunk: Carrier A, forward: { action: HANGUP } }]
subscriptions: [{ name: cdr_event, callback: "https://crm.example.com/a", auth: BEARER, token: "\${HOOK_TOKEN}" }]`,
    liveOf([]),
  ),
  'everything changed': planned(
    `queues: [{ id: "6000", name: New, strategy: CYCLIC_HUNT, noAnswer: { action: HANGUP }, callbackOutboundPrefix: null }]
agents: [{ id: "1001", name: New, mobile: null, role: Admin, password: "\${NEW_PASSWORD}", extensionPassword: "\${NEW_SIP}" }]
memberships: [{ queue: "6000", agents: [], allowEmpty: true }]
relayNumbers: [{ number: "4400", trunk: Carrier A, queue: "6000", name: New }]
subscriptions: [{ name: cdr_event, state: absent }]`,
    liveOf(
      [
        queue('6000', { callbackOutboundPrefix: '9', noAnswer: null }),
        agent('1001', { mobile: '1' }),
        membership('6000', '1001'),
        rule('4400@Carrier A', { forward: { action: 'HANGUP', number: null } }),
        slot('cdr_event'),
      ],
      { holidays: { 'relay-number/4400@Carrier A': ['aDE'] } },
    ),
  ),
  'everything gone': planned(
    `queues: [{ id: "6000", state: absent }]
agents: [{ id: "1001", state: absent }]
relayNumbers: [{ number: "4400", trunk: Carrier A, state: absent }]`,
    liveOf([
      queue('6000'),
      agent('1001'),
      membership('6000', '1001'),
      rule('4400@Carrier A', { queue: '6000' }),
    ]),
  ),
};

describe.skipIf(!isHere)(
  `requests against the vendor's OpenAPI file${isHere ? '' : ' (skipped: it is not beside the repository)'}`,
  () => {
    it.each(Object.entries(STORIES))('%s', (_name, { plan }) => {
      expect(plan.problems).toEqual([]);
      expect(plan.calls.length).toBeGreaterThan(0);
      for (const call of plan.calls)
        expect([call.path, wrong(call.method, `/${template(call)}`, filled(call.body))]).toEqual([
          call.path,
          [],
        ]);
    });

    it('what a read-overlay-write keeps may be written, and nothing that may be written and read is left out', () => {
      const later =
        /^(?:enable_night_mode|play_periodic_music|play_periodic_music_interval|enable_wrap_up|wrap_up_time|enable_exit_forward_rule|exit_forward_rule|enable_audio_recording|allow_busy_agent_calls|prompt_playback_delay|usage|soft_phone_template|timezone|enable_cc|enable_advanced)$/;
      const { plan } = STORIES['everything changed'];
      const paths = plan.calls.flatMap((call) =>
        call.over === undefined ? [] : [{ call, keep: call.over.keep }],
      );
      expect(paths).toHaveLength(3);
      for (const { call, keep } of paths) {
        const path = api()[`/${template(call)}`];
        const written = Object.keys(
          (path?.post?.requestBody?.content['application/json']?.schema.properties ?? {}) as object,
        );
        const answers = path?.get as unknown as {
          responses: Record<string, { content: Record<string, { schema: Json }> }>;
        };
        const read = new Set(
          Object.keys(
            (answers.responses['200']?.content['application/json']?.schema.properties ?? {}) as object,
          ),
        );
        const both = written.filter((name) => read.has(name) && name !== 'holidays');
        expect(both.filter((name) => !keep.includes(name))).toEqual([]);
        expect(keep.filter((name) => !written.includes(name) && !later.test(name))).toEqual([]);
      }
    });

    it('every read is one that the file knows, with parameters that it knows', async () => {
      const { client, paths } = clientOf({
        tenant: { domain: 'harbor.example.com' },
        'tenant/status': { version: '22.2' },
        'auth/user': {},
        'tenant/password_policy': {},
        call_queues: [{ id: 'q', extension_number: '6000', name: 'A' }],
        'call_queues/q': { id: 'q', extension_number: '6000', name: 'A' },
        'call_queues/q/agents': { items: [] },
        users: [],
        inbound_rules: [],
        providers: [],
      });
      const desired = desiredOf(
        'queues: [{ id: "6000", timeout: 60 }]\nagents: [{ id: "1001" }]\nmemberships: [{ queue: "6000", agents: ["1001"] }]',
      );
      await read(client, scopeOf(desired, { identify: true }));
      expect(paths.length).toBe(10);
      for (const path of paths) {
        const [name = '', query = ''] = path.split('?');
        const known = api()[`/${name.replace(/^call_queues\/q/, 'call_queues/{id}')}`]?.get;
        expect([name, known === undefined]).toEqual([name, false]);
        const parameters = new Set((known?.parameters ?? []).map((parameter) => parameter.name));
        expect([...new URLSearchParams(query).keys()].filter((key) => !parameters.has(key))).toEqual([]);
      }
    });

    it('signing in, refreshing and signing out', async () => {
      const connection = connect(SETTINGS, () => 'word');
      const sent: { path: string; body: unknown }[] = [];
      const pair = answer({ access_token: 'a', refresh_token: 'r', expires_in: 10 });
      const send = async ({ url, bodyText }: { url: string; bodyText?: string }) => {
        sent.push({
          path: url.split('/api')[1] ?? '',
          body: bodyText === undefined ? undefined : JSON.parse(bodyText),
        });
        return pair;
      };
      await connection.sign({ method: 'GET', path: 'tenant' }, 0, send);
      await connection.sign({ method: 'GET', path: 'tenant' }, 9_000, send);
      await connection.close?.(send);
      expect(sent.map(({ path }) => path)).toEqual([
        '/auth/sign_in',
        '/auth/refresh_token',
        '/auth/sign_out',
      ]);
      for (const { path, body } of sent) expect([path, wrong('POST', path, body)]).toEqual([path, []]);
    });
  },
);
