// `cutover pull`: the live state as YAML, behind the file's own provider block and policy.
import { dirname } from 'node:path';
import type { OpenCenter } from '../../center/open.js';
import { readCenter } from '../../center/read.js';
import { type Live, type Problem, RefusedError } from '../../contract/index.js';
import { plain } from '../../render/sanitize.js';
import { writeYaml } from '../../schema/write.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import type { NetworkFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { type LoadedFiles, loadCenters, required } from '../loading/load.js';
import { problem } from '../problem.js';
import { inEachCenter, openSession, type Session, tellWarnings } from '../running/session.js';
import { schemaFrom } from '../schema-path.js';
import { writeResult } from '../telling/output.js';
import { reportError } from '../telling/problems.js';

interface PullFlags extends NetworkFlags {
  readonly out: string;
}

interface Pulled {
  readonly code: ExitCode;
  readonly yaml: string;
  /** `acme-support: queues 1, agents 2` */
  readonly summary: string;
}

export async function run(operands: readonly string[], flags: PullFlags, io: Io): Promise<ExitCode> {
  const session = openSession(await loadCenters(required(operands), io), flags, io);
  const pulled = await inEachCenter<Pulled>(
    session,
    (open) => pullOne(open, session, schemaFrom(flags.out === '-' ? '.' : dirname(flags.out))),
    (_desired, error) => ({ code: reportError(error, io, flags), yaml: '', summary: '' }),
  );
  const code = combined(pulled.map((one) => one.code));
  if (code !== EXIT.done) return code;
  writeResult(flags.out, pulled.map((one) => one.yaml).join('---\n'), io);
  if (flags.out !== '-' && !flags.quiet) {
    for (const { summary } of pulled) io.note(`Pulled ${summary}.\n`);
    io.note(`Written to ${plain(flags.out)}. What differs from it: cutover plan ${plain(flags.out)}\n`);
  }
  return code;
}

async function pullOne(open: OpenCenter, session: Session<LoadedFiles>, schema: string): Promise<Pulled> {
  const { live } = await readCenter(open, true);
  refuseIncomplete(open, live);
  const { center } = open.desired;
  const { redactor } = session.io;
  const whole = open.provider.sections.flatMap((section) => {
    const content = section.collapse(live);
    return content === undefined ? [] : [{ name: section.name, content }];
  });
  const sections = redactor.known(whole);
  const heldBack = sections === whole ? [] : [HELD_BACK];
  open.warnings.push(...heldBack);
  tellWarnings(open, session);
  const comments = redactor.known([...heldBack.map(({ message }) => message), ...remarks(live)]);
  return {
    code: EXIT.done,
    summary: summaryOf(center, sections),
    yaml: writeYaml({
      ...{ center, sections, comments, schema },
      provider: session.loaded.providerBlocks.get(center) ?? {},
      policy: session.loaded.policyBlocks.get(center) ?? {},
    }),
  };
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
    return [problem('incomplete-read', message)];
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
