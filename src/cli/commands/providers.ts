// `cutover providers`: what each vendor can read, create, change and delete, and why not.
import { type Capability, InputError, type Provider } from '../../contract/index.js';
import { builtIn, builtInTypes } from '../../providers/registry.js';
import { filled, table } from '../../render/columns.js';
import { safeJson } from '../../render/sanitize.js';
import type { Theme } from '../../render/theme.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import type { CommonFlags } from '../options.js';
import { blocks, textOptions } from '../output.js';

export interface ProvidersFlags extends CommonFlags {
  readonly format: 'text' | 'json';
}

export async function run(operands: readonly string[], flags: ProvidersFlags, io: Io): Promise<ExitCode> {
  const [wanted] = operands;
  const providers: Provider[] = [];
  for (const type of wanted === undefined ? builtInTypes() : [wanted]) {
    const found = builtIn(type);
    if (!found) throw unknownType(type);
    providers.push(await found.provider());
  }
  if (flags.format === 'json') {
    const list = providers.map(({ type, title, capabilities }) => ({ type, title, capabilities }));
    io.write(`${safeJson({ formatVersion: 1, providers: list })}\n`);
  } else {
    const { theme, width } = textOptions(io, flags);
    io.write(blocks(providers.map((provider) => providerLines(provider, theme, width))));
  }
  return EXIT.done;
}

/** The error for a type that is not built in, naming those that are. */
export function unknownType(type: string): InputError {
  const message = `There is no provider type ${JSON.stringify(type)}. Use one of: ${builtInTypes().join(', ')}.`;
  return new InputError([{ code: 'unknown-provider', severity: 'error', message, address: null }]);
}

function providerLines(provider: Provider, theme: Theme, width: number): string[] {
  const rows = provider.capabilities.map((one) => [
    one.section,
    one.read,
    one.create,
    one.change,
    one.delete,
  ]);
  const [head, ...body] = table([['section', 'read', 'create', 'change', 'delete'], ...rows]);
  const lines = [theme.title(`${provider.type} (${provider.title})`), `  ${theme.faint(head ?? '')}`];
  lines.push(...body.map((row) => `  ${row}`));
  const notes = provider.capabilities.filter((one) => one.note !== '');
  if (notes.length > 0) lines.push('', '  Why not:', ...notes.flatMap((one) => noteLines(one, width)));
  return lines;
}

function noteLines({ section, note }: Capability, width: number): string[] {
  const [first = '', ...rest] = filled(note.split(' '), '', width - 6);
  return [`    ${section}: ${first}`, ...rest.map((line) => `      ${line}`)];
}
