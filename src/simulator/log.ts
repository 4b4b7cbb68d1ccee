// The log of calls that a running simulator keeps, so that tests can count them; no secret ever enters it.

export interface LogEntry {
  /** Counts from 1. */
  readonly n: number;
  /** Milliseconds of the simulator's clock. */
  readonly at: number;
  readonly method: string;
  /** Relative to the API's base path, without the query. */
  readonly path: string;
  readonly route: string;
  /** Parsed, secrets replaced by `***`; a text that is not JSON shows as its length alone. */
  readonly body: unknown;
  /** As sent; 0 if the connection was broken instead. */
  readonly status: number;
  readonly write: boolean;
  /** The vendor's rules said no. A call that a fault swallowed is not refused. */
  readonly refused: boolean;
  /** Why, when refused: the vendor's own words, its body. */
  readonly because?: unknown;
  /** Names of the faults that hit it. */
  readonly faults?: readonly string[];
}

export interface Counters {
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly refused: number;
  /** By route, such as `POST agents`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
}

export interface CallLog {
  add(entry: Omit<LogEntry, 'n'>): LogEntry;
  readonly entries: readonly LogEntry[];
  counters(): Counters;
  reset(): void;
}

export function createLog(): CallLog {
  const entries: LogEntry[] = [];
  let counted = 0;
  return {
    entries,
    add(entry) {
      counted += 1;
      const full = { n: counted, ...entry };
      entries.push(full);
      return full;
    },
    counters: () => count(entries),
    reset() {
      entries.length = 0;
      counted = 0;
    },
  };
}

function count(entries: readonly LogEntry[]): Counters {
  const byEndpoint: Record<string, number> = {};
  for (const { route } of entries) byEndpoint[route] = (byEndpoint[route] ?? 0) + 1;
  const writes = entries.filter((entry) => entry.write).length;
  const refused = entries.filter((entry) => entry.refused).length;
  return { calls: entries.length, reads: entries.length - writes, writes, refused, byEndpoint };
}

/** A body as it may be logged: values of secret keys and literal secrets become `***`. */
export function redactBody(
  text: string,
  secretKeys: ReadonlySet<string>,
  secrets: readonly string[],
): unknown {
  if (text === '') return undefined;
  try {
    return redactValue(JSON.parse(text), secretKeys, secrets);
  } catch {
    return `(${text.length} characters that are not JSON)`;
  }
}

/** The same for a value that is already parsed. */
export function redactValue(value: unknown, keys: ReadonlySet<string>, secrets: readonly string[]): unknown {
  if (typeof value === 'string') {
    return secrets.some((secret) => secret !== '' && value.includes(secret)) ? '***' : value;
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, keys, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      keys.has(key.toLowerCase()) ? '***' : redactValue(item, keys, secrets),
    ]),
  );
}
