// Opens one center: a connection to its vendor, a vault for its secrets, and the places of its files. Nothing is sent.
import type { Connection, Desired, Problem, Provider } from '../contract/index.js';
import { type Client, createClient } from '../http/client.js';
import type { TraceLine } from '../http/trace.js';
import { createRedactor, type Redactor } from '../secrets/redact.js';
import { createVault, type Vault } from '../secrets/vault.js';
import { type StatePaths, statePaths } from '../state/center-state.js';

/** A center that can be called. */
export interface OpenCenter {
  readonly desired: Desired;
  readonly provider: Provider;
  readonly connection: Connection;
  readonly client: Client;
  readonly vault: Vault;
  readonly redactor: Redactor;
  readonly files: StatePaths;
  /** Calls in flight. */
  readonly concurrency: number;
  readonly time: Time;
  /** What went on that a person should know: plain http, a wrong clock, a foreign ledger. */
  readonly warnings: Problem[];
}

export interface Time {
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves after `ms`, at once when `signal` is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface Opening {
  readonly provider: Provider;
  /** `$secret` -> literal. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Knows the secrets of the whole run, and learns this center's. Default: one of its own. */
  readonly redactor?: Redactor | undefined;
  readonly stateDir: string;
  /** Default: the provider's. */
  readonly concurrency?: number | undefined;
  /** Calls a second; default: the provider's, and no limit on this machine itself. */
  readonly rate?: number | undefined;
  /** One call, ms. */
  readonly timeoutMs: number;
  readonly trace?: ((line: TraceLine) => void) | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly time: Time;
  /** In [0, 1). */
  readonly random: () => number;
  /** Stands between the engine and the client: sees, holds back or changes what crosses. */
  readonly around?: (client: Client) => Client;
}

/** Connects. Close `client` at the end. */
export function openCenter(desired: Desired, opening: Opening): OpenCenter {
  const { provider, time } = opening;
  const redactor = opening.redactor ?? createRedactor();
  const vault = createVault(opening.secrets, redactor.learn);
  const connection = provider.connect(desired.settings, vault.reveal);
  const warnings: Problem[] = [];
  const concurrency = opening.concurrency ?? provider.defaults.concurrency;
  const client = createClient(connection, {
    concurrency,
    ...(opening.rate === undefined ? {} : { rate: opening.rate }),
    defaultRate: provider.defaults.rate,
    timeoutMs: opening.timeoutMs,
    allowInsecureHttp: desired.settings.allowInsecureHttp === true,
    ...(typeof desired.settings.caFile === 'string' ? { caFile: desired.settings.caFile } : {}),
    redactor,
    ...(opening.trace === undefined ? {} : { trace: opening.trace }),
    warn: (problem) => warnings.push(problem),
    ...(opening.env === undefined ? {} : { env: opening.env }),
    ...(opening.signal === undefined ? {} : { signal: opening.signal }),
    now: time.now,
    random: opening.random,
    sleep: time.sleep,
  });
  return {
    desired,
    provider,
    connection,
    client: opening.around?.(client) ?? client,
    vault,
    redactor,
    files: statePaths(opening.stateDir, desired.center),
    concurrency,
    time,
    warnings,
  };
}
