// The note on a merge request: one for each set of centers, changed in place. docs/pipelines/gitlab.md says how to use it.
//
//   node gitlab-note.mjs fetch FILE   writes the note of the last push to FILE (empty if there is none)
//   node gitlab-note.mjs post FILE    writes or changes the note
//
// Outside a merge request, or without CUTOVER_GITLAB_TOKEN, it says so and does nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRest, ServiceError } from '../action/rest.mjs';
import { oneLine } from '../action/runner.mjs';
import { bodyOf, findOwn, jobKey, markerOf } from '../action/sticky.mjs';

const HINTS = {
  401: 'CUTOVER_GITLAB_TOKEN is not valid.',
  403: 'CUTOVER_GITLAB_TOKEN needs the scope api and the role Reporter or more.',
  404: 'CUTOVER_GITLAB_TOKEN may not see this project.',
};

async function main([what, file], env) {
  if (!['fetch', 'post'].includes(what) || !file) {
    console.error('Usage: node gitlab-note.mjs fetch|post FILE');
    return 3;
  }
  // A merge request of a fork has no token either: the plan is still in the artifacts.
  if (what === 'fetch') writeFileSync(file, '');
  const { CI_MERGE_REQUEST_IID: request, CUTOVER_GITLAB_TOKEN: token } = env;
  if (!request) return 0;
  if (!token) {
    console.error('No note on the merge request: CUTOVER_GITLAB_TOKEN is not set (or not for this branch).');
    return 0;
  }
  const rest = createRest({
    service: 'GitLab',
    baseUrl: env.CI_API_V4_URL ?? '',
    headers: { 'private-token': token },
    hints: HINTS,
  });
  const notes = `/projects/${Number(env.CI_PROJECT_ID)}/merge_requests/${Number(request)}/notes`;
  const author = (await rest.get('/user'))?.id;
  const all = (await rest.list(`${notes}?sort=asc&order_by=created_at`)).map((note) => ({
    id: note.id,
    body: note.body,
    author: note.author?.id,
  }));
  const own = { command: 'plan', author, key: jobKey([env.CI_JOB_NAME]) };
  if (what === 'fetch') {
    writeFileSync(file, findOwn(all, own)?.body ?? '');
    return 0;
  }
  const markdown = readFileSync(file, 'utf8');
  const body = bodyOf(markdown, { key: own.key, from: originOf(env) });
  const known = findOwn(all, { ...own, marker: markerOf(markdown) });
  if (known) await rest.put(`${notes}/${known.id}`, { body });
  else await rest.post(notes, { body });
  return 0;
}

function originOf({ CI_JOB_ID: job, CI_JOB_URL: url, CI_COMMIT_SHORT_SHA: sha }) {
  return `[Job ${Number(job)}](${url}) for ${oneLine(sha ?? '', 40)}`;
}

try {
  process.exitCode = await main(process.argv.slice(2), process.env);
} catch (problem) {
  if (!(problem instanceof ServiceError)) throw problem;
  // A plan must not fail because of its note.
  console.error(`No note on the merge request. ${problem.message}`);
}
