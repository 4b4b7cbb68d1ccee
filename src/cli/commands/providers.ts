// `cutover providers`: what each vendor can read, create, change and delete, and why not.
import type { Capability, Provider } from '../../contract/index.js';
import { builtInTypes } from '../../providers/registry.js';
import { filled, table } from '../../render/columns.js';
import { safeJson } from '../../render/sanitize.js';
import type { Theme } from '../../render/theme.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import type { CommonFlags } from '../options.js';
import { blocks, textOptions } from '../output.js';
import { vendorNamed } from '../vendors.js';

export interface ProvidersFlags extends CommonFlags {
  readonly format: 'text' | 'json';
}

export async function run(operands: readonly string[], flags: ProvidersFlags, io: Io): Promise<ExitCode> {
  const types = operands.length === 0 ? builtInTypes() : operands;
  const vendors = await Promise.all(types.map(vendorNamed));
  const providers = vendors.map(({ provider }) => provider);
  if (flags.format === 'json') {
    const list = providers.map(({ type, title, capabilities }) => ({ type, title, capabilities }));
    io.write(`${safeJson({ formatVersion: 1, providers: list })}\n`);
  } else {
    const { theme, width } = textOptions(io, flags);
    io.write(blocks(providers.map((provider) => providerLines(provider, theme, width))));
  }
  return EXIT.done;
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
