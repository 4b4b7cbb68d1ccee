// A simulator and a file: what the file declares, taken as if it were live, and what its variables are then.
import { type Desired, InputError, type Provider, type Resource } from '../../contract/index.js';
import { liveOf } from '../../providers/kit/index.js';
import { createRedactor } from '../../secrets/redact.js';
import type { RunningSimulator } from '../../simulator/serve.js';
import type { Io } from '../io.js';
import { problem } from '../problem.js';
import { readFiles } from './files.js';
import { loadCenters } from './load.js';

/** The resources of the one center of that provider. Its credentials play no part, so they may be missing. */
export async function declaredIn(path: string, provider: Provider, io: Io): Promise<Resource[]> {
  const { centers, vendors } = await loadCenters([path], {
    ...io,
    // Its credentials are none of this run, and a simulator's own may be the same and are to be shown.
    redactor: createRedactor(),
    env: { ...standIns(path), ...io.env },
  });
  const mine = centers.filter((one) => vendors.of(one).provider === provider);
  const [first] = mine;
  if (first && mine.length === 1) return fitted(first, provider);
  const message = `A seed file describes one center of type ${provider.type}; this one describes ${mine.length}.`;
  throw new InputError([problem('seed-file', message, path)]);
}

/**
 * As the vendor holds it: what `fit` says in a field that the file leaves empty (a call that is forwarded to a queue's
 * number goes to that queue) is seeded there. What else it says depends on what is live already, and here nothing is.
 */
function fitted(desired: Desired, provider: Provider): Resource[] {
  const nothing = liveOf({ account: '', reads: 0, certificates: {} }, []);
  const fits = provider.fit?.(desired, nothing, () => true).resources ?? desired.resources;
  return [...desired.resources.values()].map((said) => {
    const fit = fits.get(said.address) ?? said;
    const isFilled = Object.entries(fit.fields).some(
      ([field, value]) => value !== null && (said.fields[field] ?? null) === null,
    );
    return isFilled ? fit : said;
  });
}

/** The variables that the `provider` block of an example takes, named after the type and the setting: `ACME_APP_ID`. */
export function variablesOf(
  prefix: string,
  { url, credentials }: Pick<RunningSimulator, 'url' | 'credentials'>,
): Readonly<Record<string, string>> {
  const name = (setting: string): string =>
    `${prefix}_${setting.replace(/[A-Z]/g, '_$&')}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const settings = Object.entries({ baseUrl: url, ...credentials });
  return Object.fromEntries(settings.map(([setting, value]) => [name(setting), value]));
}

/** Something for every variable that the file takes from the environment without a default. */
export function standIns(path: string): Record<string, string> {
  const texts = readFiles([path]).map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\$\{([A-Za-z_]\w*)\}/g)].map((match) => match[1] ?? ''),
  );
  // `1` passes as a text, an id and a number alike.
  return Object.fromEntries(
    names.map((name) => [name, /URL|HOST/i.test(name) ? 'https://simulator.example.com' : '1']),
  );
}
