// One step of the action alone: on an event, with a stand-in of GitHub, and a program in cutover's place that says what
// it was given and ends as the test wants.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Folder, temporaryFolder } from '../support/program.js';
import { type GitHub, type Issue, type Rights, startGitHub } from './github-stand-in.js';
import { runAction, type StepResult, type Surroundings } from './runner.js';

export const ROOT = join(import.meta.dirname, '..', '..');
export const REPOSITORY = 'example/centers';
const ALL: Rights = { 'pull-requests': 'write', issues: 'write' };

export interface Stage {
  readonly folder: Folder;
  readonly github: GitHub;
  readonly pull: Issue;
  /** Runs the action with the program in cutover's place. */
  run(given: Readonly<Record<string, string>>, how?: How): Promise<StepResult>;
  /** What the program was given; undefined if it did not run. */
  given(): { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> } | undefined;
  close(): Promise<void>;
}

export interface How {
  /** What the program does: its exit code, its result, what it prints. */
  readonly program?: {
    readonly code?: number;
    readonly json?: unknown;
    readonly markdown?: string;
    /** Of `--propose`. */
    readonly patch?: string;
    readonly prints?: string;
    /** Runs until it is interrupted, then ends with this. */
    readonly untilInterrupted?: number;
  };
  readonly event?: { readonly name: string; readonly payload: unknown };
  readonly rights?: Rights;
  readonly author?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly action?: string;
  readonly cancelWhen?: Surroundings['cancelWhen'];
}

/** Writes what it was given, then the reports it is asked for. */
const PROGRAM = `
import { writeFileSync } from 'node:fs';
const [, , ...argv] = process.argv;
const { code = 0, json = { centers: [] }, markdown, patch, prints = '', untilInterrupted } = JSON.parse(process.env.PLAY);
writeFileSync(process.env.GIVEN, JSON.stringify({ argv, env: process.env }));
for (const report of argv.filter((_, index) => argv[index - 1] === '--report')) {
  const [format, path] = [report.slice(0, report.indexOf('=')), report.slice(report.indexOf('=') + 1)];
  if (format === 'json') writeFileSync(path, JSON.stringify(json));
  if (format === 'markdown' && markdown) writeFileSync(path, markdown);
}
if (patch) writeFileSync(argv[argv.indexOf('--propose') + 1], patch);
process.stdout.write(prints);
if (untilInterrupted === undefined) process.exitCode = code;
else {
  const timer = setTimeout(() => {}, 20_000);
  process.once('SIGINT', () => {
    clearTimeout(timer);
    process.stdout.write('finishing the calls in flight\\n');
    process.exitCode = untilInterrupted;
  });
  process.stdout.write('at work\\n');
}
`;

export const MARKDOWN = '<!-- cutover:comment plan 0123456789ab -->\n### cutover plan: 1 to create\n';

/** A stage with an open pull request. */
export async function stage(): Promise<Stage> {
  const folder = temporaryFolder();
  const github = await startGitHub(REPOSITORY);
  const pull = github.openPull();
  const program = folder.write('program.mjs', PROGRAM);
  const told = join(folder.path, 'given.json');
  const repo = { full_name: REPOSITORY };
  const opened = {
    name: 'pull_request',
    payload: {
      action: 'opened',
      repository: repo,
      pull_request: { number: pull.number, head: { sha: 'abcdef0', repo } },
    },
  };
  return {
    folder,
    github,
    pull,
    async run(given, how = {}) {
      const { name, payload } = how.event ?? opened;
      writeFileSync(told, '');
      const event = folder.write('event.json', JSON.stringify(payload));
      return runAction(
        how.action ?? ROOT,
        { path: program, files: 'center.yaml', ...given },
        {
          workspace: folder.path,
          temp: join(folder.path, 'temp'),
          token: github.token(how.rights ?? ALL, how.author),
          ...(how.cancelWhen ? { cancelWhen: how.cancelWhen } : {}),
          env: {
            GITHUB_EVENT_NAME: name,
            GITHUB_EVENT_PATH: event,
            GITHUB_REPOSITORY: REPOSITORY,
            GITHUB_SHA: 'abcdef0',
            GITHUB_WORKFLOW: 'w',
            GITHUB_JOB: 'j',
            GITHUB_RUN_ID: '7',
            GITHUB_API_URL: github.url,
            PLAY: JSON.stringify({ markdown: MARKDOWN, ...how.program }),
            GIVEN: told,
            UDESK_SID: 'credential-of-the-vendor',
            ...how.env,
          },
        },
      );
    },
    given() {
      const text = readFileSync(told, 'utf8');
      return text === '' ? undefined : (JSON.parse(text) as ReturnType<Stage['given']>);
    },
    async close() {
      await github.close();
      folder.remove();
    },
  };
}
