// The action: runs cutover, then tells the job summary, the pull request or the drift issue what came of it.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formerComment, keepComment } from './comment.mjs';
import { readEvent, refuseUnsafe } from './event.mjs';
import { createGitHub } from './github.mjs';
import { forChildren, readInputs, UsageError } from './inputs.mjs';
import { keepIssue } from './issue.mjs';
import { findProgram } from './program.mjs';
import { ServiceError } from './rest.mjs';
import { argumentsOf, resultFiles, resultOf, runCutover } from './run.mjs';
import { addSummary, error, setOutputs, warning, withoutCommands } from './runner.mjs';
import { jobKey } from './sticky.mjs';

/** Exit code of cutover for a command line that is wrong. */
const INVALID = 3;

async function main(env) {
  const inputs = readInputs(env);
  const event = readEvent(env);
  refuseUnsafe(event, inputs);
  const childEnv = forChildren(env);
  const program = await findProgram(inputs, childEnv);
  const { command } = inputs;
  const github =
    inputs.token === '' || event.repository === ''
      ? undefined
      : createGitHub({ ...inputs, repository: event.repository }, env);
  const job = {
    command,
    key: jobKey([env.GITHUB_WORKFLOW, env.GITHUB_JOB, command, inputs.folder, inputs.files, inputs.args]),
    from: originOf(event, env),
  };
  const files = resultFiles(mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'cutover-')));

  const wantsComment = inputs.comment && command !== 'drift' && github !== undefined;
  const number = wantsComment ? await tolerant(event, () => pullNumber(github, event, command)) : undefined;
  const former =
    number !== undefined && command === 'plan'
      ? await tolerant(event, () => formerComment(github, number, job))
      : undefined;
  if (former) writeFileSync(files.previous, former.body);

  const args = argumentsOf(inputs, files, former !== undefined);
  const code = await withoutCommands(() => runCutover(program, args, resolve(inputs.folder), childEnv));
  const result = resultOf(command, code, files);
  // Made by cutover for exactly this: workflow commands in which every text is escaped.
  if (existsSync(files.github)) process.stdout.write(readFileSync(files.github, 'utf8'));
  addSummary(
    result.markdown ?? `cutover ${command} ended with ${code} before it had a result; see the log.`,
    env,
  );

  let url;
  let failedToTell = false;
  if (result.markdown !== undefined && number !== undefined) {
    url = await tolerant(event, () => keepComment(github, number, result.markdown, job));
  }
  if (result.markdown !== undefined && command === 'drift' && inputs.issue) {
    const kept = await alerting(github, () => keepIssue(github, result, { ...job, labels: inputs.labels }));
    url = kept.url;
    failedToTell = kept.failed;
  }
  const outputs = {
    'exit-code': code,
    status: result.status,
    changes: result.changes,
    deletes: result.deletes,
    'plan-file': existsSync(files.plan) ? files.plan : '',
    page: existsSync(files.html) ? files.html : '',
    json: existsSync(files.json) ? files.json : '',
    patch: result.patch === undefined ? '' : files.patch,
    url: url ?? '',
  };
  setOutputs(outputs, env);
  return endOf(code, inputs.detailed, failedToTell);
}

/** Pending changes are a result, not a failure, unless the workflow wants it so. An alert that nobody gets is a failure. */
function endOf(code, detailed, failedToTell) {
  const end = code === 2 && !detailed ? 0 : code;
  return end === 0 && failedToTell ? 1 : end;
}

/** The pull request to comment on: the event's, or after a merge the one that brought the commit. */
async function pullNumber(github, event, command) {
  if (event.pullNumber !== undefined) return event.pullNumber;
  return command === 'apply' && event.name === 'push' ? github.pullOf(event.commit) : undefined;
}

/** A comment that cannot be written must not stop a plan: a warning, and the summary has it all. */
async function tolerant(event, work) {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof ServiceError)) throw problem;
    const why = event.isFork ? ' This pull request comes from a fork, whose token only reads.' : '';
    warning(`No comment on the pull request; the job summary has it all.${why} ${problem.message}`);
    return undefined;
  }
}

async function alerting(github, work) {
  if (github === undefined) {
    error('The drift issue cannot be kept: the input github-token is empty.');
    return { failed: true };
  }
  try {
    return { url: await work(), failed: false };
  } catch (problem) {
    if (!(problem instanceof ServiceError)) throw problem;
    error(`The drift issue could not be kept. ${problem.message}`);
    return { failed: true };
  }
}

/** Where a comment comes from, as Markdown. */
function originOf({ repository, commit }, env) {
  const id = /^\d+$/.test(env.GITHUB_RUN_ID ?? '') ? env.GITHUB_RUN_ID : undefined;
  const sha = /^[0-9a-f]{7,64}$/.test(commit) ? ` for ${commit.slice(0, 7)}` : '';
  if (id === undefined) return `By a pipeline${sha}.`;
  return `[Run ${id}](${env.GITHUB_SERVER_URL ?? 'https://github.com'}/${repository}/actions/runs/${id})${sha}`;
}

try {
  process.exitCode = await main(process.env);
} catch (problem) {
  if (!(problem instanceof UsageError)) throw problem;
  error(problem.message);
  process.exitCode = INVALID;
}
