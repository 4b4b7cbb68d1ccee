// How a comment or an issue is found again: by hidden lines in it, and only among those that we wrote ourselves.
import { createHash } from 'node:crypto';

const digest = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

/** Stands for the job: it finds its comment again also when the set of centers has changed. */
export function jobKey(parts) {
  return digest(parts);
}

/** Stands for what a drift check found, whenever and in whatever order. */
export function stateKey(centers) {
  const found = centers.map(({ center, status, changes }) => [center, status, changes]);
  return digest(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const line = (name, key) => `<!-- cutover:${name} ${key} -->`;

/** The text to send: what cutover wrote, and under it where it comes from. */
export function bodyOf(markdown, { key, state, from }) {
  const hidden = [line('job', key), ...(state === undefined ? [] : [line('found', state)])];
  return `${markdown.trimEnd()}\n${hidden.join('\n')}\n\n<sub>${from}</sub>\n`;
}

/** True if `body` tells of this drift already. */
export function tells(body, state) {
  return hasLine(body, line('found', state));
}

/**
 * The one to update among `entries` (each with `body` and `author`), the oldest first: that of this job, else that of
 * the same set of centers. Somebody else may have put the marker into a text of their own, which they could change again.
 */
export function findOwn(entries, { command, author, key, marker }) {
  const own = entries.filter(
    (entry) => entry.author === author && (entry.body ?? '').startsWith(`<!-- cutover:comment ${command} `),
  );
  return (
    own.find(({ body }) => hasLine(body, line('job', key))) ??
    (marker === undefined ? undefined : own.find(({ body }) => body.split(/\r?\n/, 1)[0] === marker))
  );
}

/** The first line of what cutover wrote: it names the command and the set of centers. */
export function markerOf(markdown) {
  return markdown.split('\n', 1)[0];
}

function hasLine(body, wanted) {
  return (body ?? '').split(/\r?\n/).includes(wanted);
}
