// The comment of a plan or an apply: one for each set of centers, changed in place.
import { bodyOf, findOwn, markerOf } from './sticky.mjs';

/** The comment of the last push, if there is one. */
export async function formerComment(github, number, { command, key }) {
  const all = await github.comments(number);
  return findOwn(all, { command, author: github.author, key });
}

/** Writes or changes it; resolves to its address. */
export async function keepComment(github, number, markdown, { command, key, from }) {
  const body = bodyOf(markdown, { key, from });
  const all = await github.comments(number);
  const own = findOwn(all, { command, author: github.author, key, marker: markerOf(markdown) });
  const kept = own ? await github.changeComment(own.id, body) : await github.addComment(number, body);
  return kept.url;
}
