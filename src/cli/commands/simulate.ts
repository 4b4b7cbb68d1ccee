// `cutover simulate`: a vendor's simulator on 127.0.0.1, until it is stopped.
import { InputError, type Problem } from '../../contract/index.js';
import { startSimulator } from '../../simulator/serve.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { declaredIn, variablesOf } from '../loading/seed.js';
import { vendorNamed } from '../loading/vendors.js';
import { problem, systemReason } from '../problem.js';

interface SimulateFlags extends CommonFlags {
  readonly format: string;
  readonly port: number;
  readonly seedFile?: string;
  readonly option?: Readonly<Record<string, string>>;
  readonly fault?: Readonly<Record<string, string>>;
  readonly latency: number;
  readonly rng: number;
}

export async function run([type = '']: readonly string[], flags: SimulateFlags, io: Io): Promise<ExitCode> {
  const vendor = await vendorNamed(type);
  const spec = await vendor.simulator();
  if (!spec) throw new InputError([withoutSimulator(type)]);
  const seedResources =
    flags.seedFile === undefined ? [] : await declaredIn(flags.seedFile, vendor.provider, io);
  const simulator = await startSimulator(spec, {
    port: flags.port,
    latencyMs: flags.latency,
    rng: flags.rng,
    options: flags.option ?? {},
    faults: flags.fault ?? {},
    seedResources,
  }).catch((error: unknown) => {
    throw cannotListen(error, flags.port);
  });
  const { url, credentials } = simulator;
  if (flags.format === 'env') io.write(exportsOf(variablesOf(spec.type, simulator)));
  else io.write(`${JSON.stringify({ url, credentials })}\n`);
  await stopped(io.signal);
  await simulator.close();
  return EXIT.done;
}

/** Lines for a shell: `export NAME='…'`. */
function exportsOf(variables: Readonly<Record<string, string>>): string {
  const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('');
}

function withoutSimulator(type: string): Problem {
  const message = `The provider ${JSON.stringify(type)} exports no simulator. Its author can add one: see docs/writing-a-provider.md.`;
  return problem('no-simulator', message);
}

const UNUSABLE: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES', 'ERR_SOCKET_BAD_PORT']);

function cannotListen(error: unknown, port: number): unknown {
  const reason = systemReason(error);
  if (!UNUSABLE.has(reason)) return error;
  const message = `Port ${port} cannot be used (${reason}). Give another with --port, or 0 for a free one.`;
  return new InputError([problem('port', message)]);
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
