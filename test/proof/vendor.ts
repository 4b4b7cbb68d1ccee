// A vendor's simulator in this process and the built program in another, with one center between them.

import { loadText } from '../../src/conformance/assembly.js';
import type { ConformanceSubject, Sections } from '../../src/conformance/index.js';
import { document } from '../../src/conformance/rig.js';
import { createRandom } from '../../src/contract/random.js';
import { type RunningSimulator, type SimulatorOptions, startSimulator } from '../../src/simulator/serve.js';
import type { Received, SimulatorSpec } from '../../src/simulator/spec.js';
import { cutover, type Folder, type Ran, type RunOptions, temporaryFolder } from '../support/program.js';

export interface Given extends Omit<SimulatorOptions, 'seedResources'> {
  /** What the account holds at first. */
  readonly live: Sections;
  /** Settings of the provider block beside address and credentials. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More variables for the program. */
  readonly env?: Readonly<Record<string, string>>;
  /** Hears of each request before the vendor looks at it. */
  readonly onRequest?: (request: Received, isWrite: boolean) => void;
  /** Another simulator than the subject's own. */
  readonly spec?: SimulatorSpec;
}

export interface Vendor {
  readonly simulator: RunningSimulator;
  readonly folder: Folder;
  /** Variables of the program: the credentials. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes the file of the center. */
  declare(sections: Sections, policy?: Readonly<Record<string, unknown>>, name?: string): string;
  /** Runs the built program in the folder. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  stop(): Promise<void>;
}

export const CENTER = 'lawful';

/** Starts both. Stop it at the end. */
export async function vendor(subject: ConformanceSubject, given: Given): Promise<Vendor> {
  const { live, settings, env: more, onRequest, spec = subject.simulator, ...options } = given;
  const credentials = { ...spec.credentials, ...options.credentials };
  const blockAt = (baseUrl: string): Readonly<Record<string, unknown>> => ({
    type: subject.provider.type,
    baseUrl,
    ...Object.fromEntries(Object.keys(credentials).map((name) => [name, `\${SIM_${name}}`])),
    ...settings,
  });
  const env = {
    ...Object.fromEntries(Object.entries(credentials).map(([name, value]) => [`SIM_${name}`, value])),
    ...subject.env,
    ...more,
  };
  const seed = loadText(subject, document(blockAt('https://vendor.example.com'), { sections: live }), env);
  const simulator = await startSimulator(onRequest ? heard(spec, onRequest) : spec, {
    ...options,
    seedResources: seed.desired.resources.values(),
  });
  const folder = temporaryFolder();
  return {
    simulator,
    folder,
    env,
    declare: (sections, policy = {}, name = 'center.yaml') =>
      folder.write(name, document(blockAt(simulator.url), { sections, policy })),
    run: (args, how = {}) => cutover(args, { cwd: folder.path, ...how, env: { ...env, ...how.env } }),
    async stop() {
      await simulator.close();
      folder.remove();
    },
  };
}

function heard(spec: SimulatorSpec, hear: NonNullable<Given['onRequest']>): SimulatorSpec {
  const isWrite = (request: Received): boolean =>
    spec.isWrite?.(request) ?? !['GET', 'HEAD'].includes(request.method);
  return {
    ...spec,
    door(context) {
      const door = spec.door(context);
      return {
        ...door,
        admit(request) {
          hear(request, isWrite(request));
          return door.admit(request);
        },
      };
    },
  };
}

/** Numbers from a seed, as whole numbers below a limit, and as coins. */
export function dice(seed: number): { below(limit: number): number; chance(of: number): boolean } {
  const random = createRandom(seed);
  return { below: (limit) => Math.floor(random() * limit), chance: (of) => random() < of };
}
