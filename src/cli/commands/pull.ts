// `cutover pull`: the live state as YAML, behind the file's own provider block.

import type { OpenCenter } from '../../center/open.js';
import { readCenter } from '../../center/read.js';
import { type Desired, type Live, type Problem, RefusedError } from '../../contract/index.js';
import { plain } from '../../render/sanitize.js';
import { writeYaml } from '../../schema/write.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import type { NetworkFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { loadCenters, required } from '../loading/load.js';
import { eachCenter } from '../running/centers.js';
import { surroundings, warn } from '../running/planning.js';
import { withCenter } from '../running/session.js';
import { writeResult } from '../telling/output.js';
import { reportError } from '../telling/problems.js';

export interface PullFlags extends NetworkFlags {
  readonly out: string;
}

interface Pulled {
  readonly code: ExitCode;
  readonly yaml: string;
  /** `acme-support: queues 1, agents 2` */
  readonly summary: string;
}

export async function run(operands: readonly string[], flags: PullFlags, io: Io): Promise<ExitCode> {
  const { around, centers } = surroundings(await loadCenters(required(operands), io), flags, io);
  const pulled = await eachCenter<Pulled>(
    centers,
    flags.centersConcurrency,
    (desired) =>
      withCenter(desired, around, async (open) => {
        const { live } = await readCenter(open, true);
        refuseIncomplete(open, live);
        const whole = open.provider.sections.flatMap((section) => {
          const content = section.collapse(live);
          return content === undefined ? [] : [{ name: section.name, content }];
        });
        const sections = io.redactor.known(whole);
        if (sections !== whole) open.warnings.push(HELD_BACK);
        warn(open, around);
        return {
          code: EXIT.done,
          summary: summaryOf(desired.center, sections),
          yaml: writeYaml(
            desired.center,
            around.loaded.providerBlocks.get(desired.center) ?? {},
            sections,
            io.redactor.known([...(sections === whole ? [] : [HELD_BACK.message]), ...remarks(live)]),
          ),
        };
      }),
    (_desired: Desired, error) => ({ code: reportError(error, io, flags), yaml: '', summary: '' }),
  );
  around.progress.stop();
  const code = combined(pulled.map((one) => one.code));
  if (code !== EXIT.done) return code;
  writeResult(flags.out, pulled.map((one) => one.yaml).join('---\n'), io);
  if (flags.out !== '-' && !flags.quiet) {
    for (const { summary } of pulled) io.note(`Pulled ${summary}.\n`);
    io.note(`Written to ${plain(flags.out)}. What differs from it: cutover plan ${plain(flags.out)}\n`);
  }
  return code;
}

function summaryOf(
  center: string,
  sections: readonly { readonly name: string; readonly content: object }[],
): string {
  const parts = sections.map(({ name, content }) =>
    Array.isArray(content) ? `${plain(name)} ${content.length}` : plain(name),
  );
  return `${plain(center)}: ${parts.length === 0 ? 'nothing is there' : parts.join(', ')}`;
}

const HELD_BACK: Problem = {
  code: 'secret-held-back',
  severity: 'warning',
  message:
    'The vendor shows a secret of this center in a value that is none (a name, say); *** stands there in the file. ' +
    'Write what should stand there before you apply it.',
  address: null,
};

/** A file made of half a list would, applied, delete the other half. */
function refuseIncomplete({ desired, provider }: OpenCenter, live: Live): void {
  const problems = provider.kinds.flatMap((kind): Problem[] => {
    const certificate = live.certificates[kind.name];
    if (kind.visibility !== 'listed' || certificate === undefined || certificate.complete) return [];
    const why = certificate.reason === undefined ? '' : ` (${certificate.reason})`;
    const message = `${desired.center}: the list of ${kind.title.many} is not complete${why}; nothing is written. Try again.`;
    return [{ code: 'incomplete-read', severity: 'error', message, address: null }];
  });
  if (problems.length > 0) throw new RefusedError(problems);
}

/** What the vendor holds and the file cannot say. */
function remarks(live: Live): string[] {
  return [
    ...Object.entries(live.ambiguous).map(([address, reason]) => `${address}: ${reason}`),
    ...Object.entries(live.certificates)
      .filter(([, certificate]) => !certificate.complete && certificate.reason !== undefined)
      .map(([kind, certificate]) => `${kind}: ${certificate.reason}`),
  ];
}
