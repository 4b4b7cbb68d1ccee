// The whole traffic of the built program with the simulator, held against the vendor's own OpenAPI file of 22.2.
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulator } from '../../../../src/providers/portsip/simulator/index.js';
import { startSimulator } from '../../../../src/simulator/serve.js';
import type { SimulatorSpec } from '../../../../src/simulator/spec.js';
import { cutover, temporaryFolder } from '../../../support/program.js';
import { check, type Exchange, isListed, missing } from './openapi.js';

const EXAMPLE = join(import.meta.dirname, '../../../../examples/portsip.yaml');
const CHANGED = `queues: [{ id: "6002", name: Invoices, timeout: 75 }]
agents:
  - { id: "1004", state: absent }
  - { id: "1001", role: StandardUser, department: null, password: "\${NEW_PASSWORD}" }
  - { id: "1007", username: tom.vale, name: Tom Vale, email: tom.vale@example.com, role: QueueManager }
memberships:
  - { queue: "6000", agents: ["1003", "1007"] }
  - { queue: "6001", agents: ["1001"] }
relayNumbers:
  - { number: "4400", trunk: Carrier A, queue: "6001" }
  - { number: "4401", trunk: Carrier A, state: absent }
subscriptions: [{ name: cdr_event, state: absent }]
`;

/** The simulator, with every request that gets past HTTP written down together with its answer. */
function recording(exchanges: Exchange[]): SimulatorSpec {
  return {
    ...simulator,
    door(context) {
      const door = simulator.door(context);
      return {
        ...door,
        admit(request) {
          const admission = door.admit(request);
          if ('reply' in admission)
            exchanges.push({
              method: request.method,
              path: request.path,
              query: Object.fromEntries(request.query),
              body: jsonOf(request.text),
              status: admission.reply.status,
              answer: admission.reply.body,
            });
          return admission;
        },
      };
    },
    model: {
      ...simulator.model,
      handle(state, request, tools) {
        const answer = simulator.model.handle(state, request, tools);
        exchanges.push({ ...request, status: answer.status, answer: answer.body });
        return answer;
      },
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

describe.skipIf(missing !== undefined)(
  `the traffic of a run${missing ? ` (not checked: ${missing})` : ''}`,
  () => {
    it.each([{ rules: '22.2' }, { rules: '22.8', seedCc: 'members' }])(
      '%o',
      async (options) => {
        const exchanges: Exchange[] = [];
        const pbx = await startSimulator(recording(exchanges), { options });
        const folder = temporaryFolder();
        try {
          const head = exampleIn(folder.path);
          folder.write('changed.yaml', head + CHANGED);
          const env = {
            PORTSIP_BASE_URL: pbx.url,
            NEW_PASSWORD: 'Vq7-Mw2.Ht9-',
            ...Object.fromEntries(
              Object.entries(pbx.credentials).map(([name, value]) => [
                `PORTSIP_${name.toUpperCase()}`,
                value,
              ]),
            ),
          };
          for (const file of ['c.yaml', 'changed.yaml']) {
            const ran = await cutover(['apply', '-y', file], { cwd: folder.path, env });
            expect({ code: ran.code, out: ran.code === 0 ? '' : ran.stdout + ran.stderr }).toEqual({
              code: 0,
              out: '',
            });
          }
        } finally {
          await pbx.close();
          folder.remove();
        }
        expect(exchanges.filter(({ method }) => method === 'POST').length).toBeGreaterThan(25);
        expect(exchanges.filter(({ method, path }) => !isListed(method, path))).toEqual([]);
        expect(exchanges.flatMap((one) => check(one, { later: options.rules === '22.8' }))).toEqual([]);
      },
      120_000,
    );
  },
);

/** Copies the example, and returns its head: everything above the sections. */
function exampleIn(folder: string): string {
  copyFileSync(EXAMPLE, join(folder, 'c.yaml'));
  const text = readFileSync(EXAMPLE, 'utf8');
  return `${text.slice(0, text.indexOf('policy:'))}policy: { maxDeletes: 100% }\n`;
}
