// The drift issue: opened when live is not as the files say, kept up to date, closed when it is again.
import { oneLine } from './runner.mjs';
import { bodyOf, findOwn, markerOf, stateKey, tells } from './sticky.mjs';

const NAMED = 3;
/** Characters. The rest of the text has at most 60,000, and GitHub takes 65,536. */
const LONGEST_PATCH = 4_000;

/** Does what the result asks for; resolves to the address of the issue, if there is one. */
export async function keepIssue(github, result, { key, from, labels }) {
  const { code, centers, markdown, patch } = result;
  // A check that failed says nothing about the drift that was seen before it.
  if (differing(centers) === 0 && code !== 0 && code !== 2) return undefined;
  const search = { command: 'drift', author: github.author, key, marker: markerOf(markdown) };
  const own = findOwn(await github.openIssues(), search);
  if (code === 0) {
    if (!own) return undefined;
    await github.addComment(own.number, `Live is as the files say again. ${from}`);
    return (await github.changeIssue(own.number, { state: 'closed', state_reason: 'completed' })).url;
  }
  const state = stateKey(centers);
  if (own && tells(own.body, state)) return own.url;
  const issue = {
    title: titleOf(centers),
    body: bodyOf(`${markdown}${adopting(patch)}`, { key, state, from }),
  };
  if (!own) return (await github.openIssue({ ...issue, ...(labels.length > 0 ? { labels } : {}) })).url;
  const changed = await github.changeIssue(own.number, issue);
  // A changed text notifies nobody.
  await github.addComment(
    own.number,
    `The drift has changed: ${differences(differing(centers))} now, told above. ${from}`,
  );
  return changed.url;
}

function titleOf(centers) {
  const drifted = centers.filter((one) => differing([one]) > 0);
  const names = drifted.slice(0, NAMED).map(({ center }) => oneLine(center, 50));
  const more = drifted.length > NAMED ? ` and ${drifted.length - NAMED} more` : '';
  return `Drift in ${names.join(', ')}${more}: ${differences(differing(drifted))}`;
}

/** The other way out: the patch, if a person can still read it there. */
function adopting(patch) {
  if (patch === undefined) return '';
  const title = 'To adopt it: the patch of the files, for <code>git apply</code>';
  if (patch.length > LONGEST_PATCH) return `\n${title}, is the output <code>patch</code> of the run.\n`;
  // Longer than any in the patch, so that nothing in it can end the block.
  const longest = Math.max(2, ...[...patch.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `\n<details><summary>${title}</summary>\n\n${fence}diff\n${patch.trimEnd()}\n${fence}\n\n</details>\n`;
}

/** With what only a person can do. */
function differing(centers) {
  return centers.reduce((sum, { changes, manual = [] }) => sum + changes.length + manual.length, 0);
}

function differences(number) {
  return number === 1 ? '1 difference' : `${number} differences`;
}
