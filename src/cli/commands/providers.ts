// `cutover providers`: what each vendor can read, create, change and delete, how sure that is, and why not more.
import { builtInTypes } from '../../providers/registry.js';
import { capabilityLines, capabilityMarkdown, viewOf } from '../../render/capabilities.js';
import { safeJson } from '../../render/sanitize.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { vendorNamed } from '../loading/vendors.js';
import { blocks, textOptions } from '../telling/text.js';

interface ProvidersFlags extends CommonFlags {
  readonly format: 'text' | 'json' | 'markdown';
}

export async function run(operands: readonly string[], flags: ProvidersFlags, io: Io): Promise<ExitCode> {
  const types = operands.length === 0 ? builtInTypes() : operands;
  const vendors = await Promise.all(types.map(vendorNamed));
  const views = vendors.map(({ provider }) => viewOf(provider));
  if (flags.format === 'json') {
    io.write(`${safeJson({ formatVersion: 1, providers: views })}\n`);
  } else if (flags.format === 'markdown') {
    io.write(`${views.map(capabilityMarkdown).join('\n\n')}\n`);
  } else {
    const { theme, width } = textOptions(io, flags);
    io.write(blocks(views.map((view) => capabilityLines(view, theme, width))));
  }
  return EXIT.done;
}
