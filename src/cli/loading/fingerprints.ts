// Keys each center's fingerprints to its own credentials, before the files are built: only their holder can try values.
import type { Provider } from '../../contract/index.js';
import { expand } from '../../schema/env.js';
import type { ParsedFiles } from '../../schema/parse.js';
import { isMap, isMarked, type Raw } from '../../schema/raw.js';
import { fingerprint } from '../../secrets/fingerprint.js';

/** Eight hex digits for a literal of a center. */
export function fingerprinter(
  parsed: ParsedFiles,
  provider: (type: string, file: string) => Provider | undefined,
  env: Readonly<Record<string, string | undefined>>,
): (center: string, literal: string) => string {
  const credentials = new Map<string, string>();
  const text = (value: Raw | undefined): string => {
    const written = value !== undefined && isMarked(value) ? value.text : value;
    if (typeof written !== 'string') return '';
    const expanded = expand(written, env);
    return 'text' in expanded ? expanded.text : '';
  };
  for (const { root, file } of parsed.documents) {
    if (!isMap(root) || !isMap(root.provider)) continue;
    const { provider: block } = root;
    const { path } = parsed.sources[file] ?? { path: '' };
    const names = provider(text(block.type), path)?.secretSettings ?? [];
    const found = [...names].sort().map((name) => `${name}=${text(block[name])}`);
    const center = text(root.center);
    credentials.set(center, [credentials.get(center) ?? '', ...found].join('\0'));
  }
  return (center, literal) => fingerprint(credentials.get(center) ?? '', center, literal);
}
