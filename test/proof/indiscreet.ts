// A vendor that cannot keep a secret: repeats what it was given in errors, headers, pages and answers of a wrong shape.
import type { ModelAnswer } from '../../src/contract/index.js';
import type { Reply, SimulatorSpec } from '../../src/simulator/spec.js';
import { dice } from './vendor.js';

/**
 * `words`: what a person reads in an error holds them. `shape`: values of another shape and content stand in good
 * answers. `page`: no JSON but a text. `away`: leads to an address with them. `denied`: says that it is not us.
 */
export type Mood = 'good' | 'words' | 'shape' | 'page' | 'away' | 'denied';

export interface Indiscreet {
  readonly spec: SimulatorSpec;
  /** From now on, `secrets` in so many forms. */
  become(mood: Mood, secrets: readonly string[]): void;
  /** Another run begins: what the last one was told is forgotten, since this one cannot know it. */
  forget(): void;
}

/** Every way to repeat a secret that we could think of. */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const middle = Math.floor(secret.length / 2);
  const split = (by: string): string => secret.slice(0, middle) + by + secret.slice(middle);
  return [
    secret,
    secret.toUpperCase(),
    secret.toLowerCase(),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    new URLSearchParams({ q: secret }).toString(),
    JSON.stringify({ said: secret }),
    JSON.stringify(JSON.stringify({ said: secret })),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`someone:${secret}`).toString('base64'),
    Buffer.from(`me:${secret}:there`).toString('base64'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    ...[
      '\n',
      '\r\n',
      ' ',
      '\t',
      '\u0000',
      '\u0007',
      '\u200b',
      '\u00ad',
      '\u001b[31m',
      '=\r\n',
      '<br>',
      '\\n',
    ].map(split),
    [...secret].join(' '),
    [...secret].join('\n'),
    `Bearer ${secret}`,
    `https://user:${secret}@vendor.example.com/x?token=${encodeURIComponent(secret)}#${secret}`,
    `<b title="${secret}">${secret}</b>`,
    `::set-output name=x::${secret}`,
    `password=${secret}; authToken: ${secret}`,
  ];
}

export function indiscreet(spec: SimulatorSpec, seed: number): Indiscreet {
  const { below } = dice(seed);
  let mood: Mood = 'good';
  let given: readonly string[] = [];
  let said: readonly string[] = [];
  /** Of another length each time, so that whatever is cut off is cut at another place of a secret. */
  const babble = (): string => {
    const from = below(Math.max(1, said.length));
    const some = Array.from({ length: 12 }, (_, at) => said[(from + at) % said.length] ?? '');
    return `${'.'.repeat(below(60))} ${some.join(' ')}`;
  };
  const repeated = (value: unknown): unknown => inWords(value, babble);
  const headers = (): Record<string, string> => {
    const one = Buffer.from(said[0] ?? '').toString('base64');
    return { 'x-debug': one, 'set-cookie': `session=${one}`, 'www-authenticate': `Basic realm="${one}"` };
  };
  /** What this answer tells in secret is repeated from then on. */
  const overhear = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      const isSecret = spec.secretKeys.some((name) => name.toLowerCase() === key.toLowerCase());
      if (isSecret && typeof item === 'string' && item.length >= 8) said = [...said, ...spellings(item)];
      else overhear(item);
    }
  };
  const spoilt = (answer: ModelAnswer): ModelAnswer => {
    if (mood !== 'good') overhear(answer.body);
    if (mood === 'words' && !spec.succeeded(answer)) return { ...answer, body: repeated(answer.body) };
    if (mood === 'shape') return { ...answer, body: misshapen(answer.body, babble, below) };
    return answer;
  };
  const text = (): Reply | undefined => {
    const at = `https://vendor.example.com/${encodeURIComponent(babble())}`;
    if (mood === 'page') return { status: [200, 400][below(2)] ?? 500, headers: headers(), text: babble() };
    if (mood === 'away') return { status: 302, headers: { ...headers(), location: at }, text: babble() };
    if (mood === 'denied')
      return { status: 401, headers: headers(), body: spec.failure('error').body, text: babble() };
    return undefined;
  };
  return {
    become(next, secrets) {
      mood = next;
      given = secrets.flatMap(spellings);
      said = given;
    },
    forget() {
      said = given;
    },
    spec: {
      ...spec,
      model: {
        ...spec.model,
        handle: (state, request, tools) => spoilt(spec.model.handle(state, request, tools)),
      },
      failure(kind) {
        const reply = spec.failure(kind);
        if (mood === 'good') return reply;
        return reply.text === undefined
          ? { ...reply, headers: headers(), body: repeated(reply.body) }
          : { ...reply, headers: headers(), text: `${reply.text} ${babble()}` };
      },
      door(context) {
        const door = spec.door(context);
        return {
          admit(request) {
            const other = text();
            if (other) return { reply: other };
            const admission = door.admit(request);
            if (mood !== 'words' || !('reply' in admission) || spec.succeeded(admission.reply))
              return admission;
            return {
              reply: { ...admission.reply, body: repeated(admission.reply.body), headers: headers() },
            };
          },
          wrap(answer, request) {
            const reply = door.wrap?.(answer, request) ?? { status: answer.status, body: answer.body };
            return mood === 'good' ? reply : { ...reply, headers: { ...reply.headers, ...headers() } };
          },
        };
      },
    },
  };
}

const WORDS = /message|msg|error|reason|detail|description|desc/i;

function inWords(value: unknown, babble: () => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => inWords(item, babble));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === 'string' && WORDS.test(key) ? `${item} ${babble()}` : inWords(item, babble),
    ]),
  );
}

/** One leaf of the answer, or its key, is something else. */
function misshapen(value: unknown, babble: () => string, below: (limit: number) => number): unknown {
  if (Array.isArray(value) && value.length > 0 && below(8) > 0) {
    const at = below(value.length);
    return value.map((item, index) => (index === at ? misshapen(item, babble, below) : item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && below(8) > 0) {
    const entries = Object.entries(value);
    const at = below(entries.length);
    return Object.fromEntries(
      entries.map(([key, item], index) => [key, index === at ? misshapen(item, babble, below) : item]),
    );
  }
  return [babble(), { [babble()]: babble() }, [babble()], 12_345_678, null][below(5)];
}
