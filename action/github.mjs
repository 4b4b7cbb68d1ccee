// The few endpoints of GitHub that the action uses.
import { createRest } from './rest.mjs';

const HINTS = {
  401: 'The token is not valid; leave the input github-token away, or give a valid one.',
  403: 'Give the job `permissions:` with `pull-requests: write` (comments) and `issues: write` (drift). The token of a fork or of Dependabot only reads.',
  404: 'Either it is not there, or the token may not see it: give the job `permissions:` for it.',
  410: 'Issues are switched off in this repository.',
};

export function createGitHub({ token, author, repository }, env) {
  const rest = createRest({
    service: 'GitHub',
    baseUrl: env.GITHUB_API_URL ?? 'https://api.github.com',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    },
    hints: HINTS,
  });
  const base = `/repos/${repository}`;
  const entry = ({ id, number, body, html_url: url, user }) => ({
    id,
    number,
    body,
    url,
    author: user?.login,
  });
  return {
    author,
    comments: async (number) => (await rest.list(`${base}/issues/${number}/comments`)).map(entry),
    addComment: async (number, body) => entry(await rest.post(`${base}/issues/${number}/comments`, { body })),
    changeComment: async (id, body) => entry(await rest.patch(`${base}/issues/comments/${id}`, { body })),
    openIssues: async () =>
      (await rest.list(`${base}/issues?state=open&sort=created&direction=asc`))
        .filter((issue) => issue.pull_request === undefined)
        .map(entry),
    openIssue: async (issue) => entry(await rest.post(`${base}/issues`, issue)),
    changeIssue: async (number, change) => entry(await rest.patch(`${base}/issues/${number}`, change)),
    /** The pull request that brought a commit to its branch. */
    async pullOf(commit) {
      const pulls = await rest.list(`${base}/commits/${commit}/pulls`);
      return pulls.find((pull) => pull.merged_at)?.number;
    },
  };
}
