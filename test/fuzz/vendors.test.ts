// Whatever a vendor answers, to a read or to a write: its own class of error that names the call, or what could be read
// of it; never a crash, a hang or a changed prototype. The answers were good ones once.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loaded, loadText, openCenter } from '../../src/conformance/assembly.js';
import { createClock } from '../../src/conformance/clock.js';
import type { ConformanceSubject } from '../../src/conformance/index.js';
import { document } from '../../src/conformance/rig.js';
import {
  type Answer,
  type PlanContext,
  type ReadClient,
  type ReadRequest,
  type UnsignedRequest,
  VendorError,
} from '../../src/contract/index.js';
import { judgeAnswer } from '../../src/http/verdict.js';
import { plan } from '../../src/plan/plan.js';
import { createVault } from '../../src/secrets/vault.js';
import { startSimulator } from '../../src/simulator/serve.js';
import { emptyLedger } from '../../src/state/ledger.js';
import { type SecretWorld, WORLDS } from '../proof/secret-worlds.js';
import { expectNoPollution, hostileJson, hostileText, LIMIT, RUNS, spoiling } from './hostile.js';

interface Recorded {
  readonly loaded: Loaded;
  readonly reads: ReadonlyMap<string, Answer>;
  readonly context: PlanContext;
}

const key = (request: ReadRequest | UnsignedRequest): string => `${request.method} ${request.path}`;

/** A good account, every answer of its reads, and the plan that changes all of it. */
async function recorded({ subject, credentials, env, live, wanted }: SecretWorld): Promise<Recorded> {
  const { provider, simulator } = subject;
  const names = Object.keys({ ...simulator.credentials, ...credentials });
  const all = { ...env, ...simulator.credentials, ...credentials };
  const at = (baseUrl: string, sections: object) =>
    loadText(
      subject,
      document(
        {
          type: provider.type,
          baseUrl,
          ...Object.fromEntries(names.map((name) => [name, `\${${name}}`])),
        },
        { sections: { ...sections }, policy: { maxDeletes: '100%' } },
      ),
      all,
    );
  const running = await startSimulator(simulator, {
    credentials,
    seedResources: at(
      'https://vendor.example.com',
      live(() => 'Ann'),
    ).desired.resources.values(),
  });
  const folder = '/nowhere';
  const loaded = at(running.url, wanted);
  const reads = new Map<string, Answer>();
  const open = openCenter(loaded, { subject, stateDir: folder, clock: createClock(), seed: 1 });
  try {
    const client: ReadClient = {
      read: async (request) => {
        const answer = await open.client.read(request);
        reads.set(key(request), answer);
        return answer;
      },
    };
    const found = await provider.read(client, scope(loaded));
    const { context } = plan({
      desired: loaded.desired,
      live: found,
      ledger: emptyLedger(loaded.desired.center, found.account),
      provider,
      options: {},
    });
    return { loaded, reads, context };
  } finally {
    await open.client.close();
    await running.close();
  }
}

const scope = ({ desired }: Loaded) => ({
  desired,
  sections: desired.sections,
  identify: true,
  ledger: emptyLedger(desired.center),
  settings: desired.settings,
});

const status = fc.constantFrom(200, 200, 201, 204, 400, 401, 403, 404, 409, 429, 500, 503, 599);
const headers = fc.dictionary(
  fc.constantFrom(
    'retry-after',
    'date',
    'sign',
    'requestid',
    'timestamp',
    'content-type',
    'location',
    '__proto__',
  ),
  hostileText,
);

/** Only our own kind of error, which says of which call it speaks. */
function expectOwn(error: unknown): void {
  expect(error, String(error instanceof Error ? error.stack : error)).toBeInstanceOf(VendorError);
  expect(error instanceof Error && error.message.length).toBeGreaterThan(5);
}

describe.each(WORLDS.map((world) => [world.subject.provider.type, world] as const))('%s', (_type, world) => {
  const { subject } = world;
  const { provider }: ConformanceSubject = subject;
  let good: Recorded;
  beforeAll(async () => {
    good = await recorded(world);
  });
  afterAll(expectNoPollution);

  it('reads lists of any content', LIMIT, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(20), spoiling), { minLength: 1, maxLength: 2 }),
        async (changes) => {
          const paths = [...good.reads.keys()];
          const client: ReadClient = {
            read: async (request) => {
              const answer = good.reads.get(key(request)) ?? {
                status: 200,
                headers: {},
                body: {},
                text: '{}',
              };
              const body = changes.reduce(
                (now, [which, spoil]) => (paths[which % paths.length] === key(request) ? spoil(now) : now),
                answer.body,
              );
              return { ...answer, body, text: JSON.stringify(body) ?? '' };
            },
          };
          try {
            const live = await provider.read(client, scope(good.loaded));
            JSON.stringify([...live.resources]);
            plan({
              desired: good.loaded.desired,
              live,
              ledger: emptyLedger('lawful', live.account),
              provider,
              options: {},
            });
            for (const section of provider.sections) JSON.stringify(section.collapse(live));
          } catch (error) {
            expectOwn(error);
          }
          expectNoPollution();
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('judges any answer, and learns from it or says that it cannot', LIMIT, () => {
    const operations = Object.entries(provider.operations);
    const secrets = createVault(good.loaded.secrets);
    const connection = provider.connect(good.loaded.desired.settings, secrets.reveal);
    const bodies = [...good.reads.values()].map(({ body }) => body);
    const answers = fc.record({
      status,
      headers,
      body: fc.oneof(
        hostileJson,
        fc.tuple(fc.nat(20), spoiling).map(([which, spoil]) => spoil(bodies[which % bodies.length])),
      ),
      garbled: fc.option(fc.uint8Array({ maxLength: 80 }), { freq: 5 }),
      which: fc.nat(),
      write: fc.boolean(),
    });
    const changes = [...good.context.desired.resources.values()].map(({ address, kind }) => ({
      key: `create ${address}`,
      action: 'create' as const,
      kind,
      address,
      fields: [],
      certainty: 'verified' as const,
      risk: 'low' as const,
      waitsFor: [],
    }));
    fc.assert(
      fc.property(answers, ({ status, headers, body, garbled, which, write }) => {
        const text = garbled ? Buffer.from(garbled).toString('utf8') : (JSON.stringify(body) ?? '');
        const request: UnsignedRequest = { method: write ? 'POST' : 'GET', path: 'agents', bodyText: '{}' };
        const judged = judgeAnswer(
          { status, headers, text, bytes: text.length },
          request,
          connection,
          Date.UTC(2026, 10, 21),
          !write,
          (said) => said,
        );
        expect(['ok', 'accepted', 'already', 'again', 'denied', 'failed', 'unknown']).toContain(
          judged.verdict.outcome,
        );
        const [name, operation] = operations[which % operations.length] ?? [];
        const kind = name?.split('.')[0];
        const own = changes.filter((one) => one.kind === kind).slice(0, 1);
        for (const ask of own.length === 0 || !operation
          ? []
          : [
              () => operation.learn?.(judged.answer, own, good.context),
              () => operation.probe?.needed(judged.answer, own, good.context),
              () => operation.confirm?.holds(judged.answer, own, good.context),
              () => operation.aim?.mistaken(judged.answer, own, good.context),
            ]) {
          try {
            ask();
          } catch (error) {
            expectOwn(error);
          }
        }
        expectNoPollution();
      }),
      { numRuns: RUNS },
    );
  });
});
