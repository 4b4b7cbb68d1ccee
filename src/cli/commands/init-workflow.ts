// The workflow that `init` writes: plan on a pull request, apply on the main branch, drift every morning.
import type { Variable } from '../../schema/scaffold.js';

/** What the next job needs to know: ledger and journal, whatever becomes of the runner. */
const STATE = `          path: |
            .cutover/*.ledger.json
            .cutover/*.journal.jsonl
          key: cutover-state-\${{ github.run_id }}-\${{ github.run_attempt }}
`;
const BEGIN = `      - uses: actions/checkout@v4.2.2
      - uses: actions/cache/restore@v4.2.3
        with:
${STATE}          restore-keys: cutover-state-
`;

/** `tool` is the exact package to run, such as `cutover@1.2.3`; `folder` holds the files. */
export function workflow(tool: string, folder: string, variables: readonly Variable[]): string {
  const run = `npx --yes ${tool}`;
  const given = variables.map(
    ({ name, secret }) => `  ${name}: \${{ ${secret ? 'secrets' : 'vars'}.${name} }}`,
  );
  return `# Plans pull requests, applies what is merged, and looks for drift. Set the variables and secrets below in the settings
# of the repository. docs/pipelines/github.md shows more: comments on pull requests, approvals, drift issues.
name: cutover
on:
  pull_request:
    paths: ["${folder}/**"]
  push:
    branches: [main]
    paths: ["${folder}/**"]
  schedule:
    - cron: "17 5 * * *"
permissions:
  contents: read
concurrency: # one after the other, and never stopped half way
  group: cutover-\${{ github.event_name == 'pull_request' && github.ref || 'live' }}
  cancel-in-progress: false
env:
${given.join('\n')}
  # A command that keeps each password that the vendor makes (a JSON line on its standard input). A runner is thrown
  # away: while this is empty, an apply that would make passwords is refused.
  SECRETS_COMMAND: ""
jobs:
  plan:
    # The pull request of a fork gets no secrets, so there is nothing that could be planned.
    if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
${BEGIN}      - run: ${run} plan ${folder} --format markdown >> "$GITHUB_STEP_SUMMARY"
  apply:
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    steps:
${BEGIN}      - run: ${run} apply ${folder} --auto-approve --secrets-command "$SECRETS_COMMAND"
      - uses: actions/cache/save@v4.2.3
        if: always()
        with:
${STATE}  drift: # ends red when live is not as the files say
    if: github.event_name == 'schedule'
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
${BEGIN}      - run: ${run} drift ${folder} --format markdown >> "$GITHUB_STEP_SUMMARY"
`;
}
