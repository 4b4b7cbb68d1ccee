// `--previous`: the plan of the last push, which a new one is compared with.
import type { MarkdownOptions } from '../../render/markdown/comment.js';
import { formerOf, readMarker } from '../../render/markdown/marker.js';
import { readPlanFile } from './file.js';
import { plansToShow } from './show.js';

const NEXT = 'Name the saved comment or plan of the last push, or leave --previous away.';

/** From a file: its comment, or the plan itself as JSON. Throws InputError if it cannot be read. */
export function formerPlan(path: string | undefined): MarkdownOptions {
  if (path === undefined) return {};
  const text = readPlanFile(path, 'The former plan', NEXT);
  if (text.trim() === '') return {};
  if (text.trimStart().startsWith('{')) return { former: formerOf(plansToShow(path).centers) };
  return { former: readMarker(text) ?? 'unreadable' };
}
