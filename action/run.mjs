// Runs cutover once and collects its result in every form that is needed afterwards.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one run leaves its results. */
export function resultFiles(folder) {
  return {
    json: join(folder, 'result.json'),
    markdown: join(folder, 'comment.md'),
    html: join(folder, 'page.html'),
    github: join(folder, 'annotations.txt'),
    plan: join(folder, 'plan.json'),
    previous: join(folder, 'previous.md'),
    patch: join(folder, 'live.patch'),
  };
}

/** The command line, without the program. */
export function argumentsOf(inputs, files, hasPrevious) {
  const { command, args, stateDir } = inputs;
  const formats = command === 'apply' ? ['json', 'markdown', 'html'] : ['json', 'markdown', 'html', 'github'];
  const reports = formats.flatMap((format) => ['--report', `${format}=${files[format]}`]);
  const own = {
    plan: [
      '--detailed-exitcode',
      '--out',
      files.plan,
      ...(hasPrevious ? ['--previous', files.previous] : []),
    ],
    apply: ['--auto-approve', ...secrets(inputs)],
    drift: ['--propose', files.patch],
  };
  const operands = inputs.plan === '' ? ['--', ...inputs.files] : ['--plan', inputs.plan];
  return [command, ...args, '--state-dir', stateDir, ...reports, ...own[command], ...operands];
}

/** A runner is thrown away, so a password kept in a file of it would be lost: an empty command makes cutover refuse. */
function secrets({ args, secretsCommand }) {
  const named = args.some((arg) => /^--secrets-(?:out|command)(?:=|$)/.test(arg));
  return named && secretsCommand === '' ? [] : ['--secrets-command', secretsCommand];
}

/** Runs it to its end, also when the job is cancelled; resolves to its exit code. */
export function runCutover(program, args, cwd, env) {
  const [file, ...first] = program;
  return new Promise((done, fail) => {
    const child = spawn(file, [...first, ...args], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const pass = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
    child.once('error', fail);
    child.once('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, pass);
      done(code ?? 130);
    });
  });
}

const STATUS = { 0: 'clean', 2: 'changes', 3: 'invalid', 4: 'refused', 5: 'partial', 130: 'interrupted' };

/** What a run came to. */
export function resultOf(command, code, files) {
  const centers = existsSync(files.json) ? JSON.parse(readFileSync(files.json, 'utf8')).centers : [];
  const keys = centers.flatMap((center) =>
    command === 'apply'
      ? center.outcomes.filter(({ status }) => status === 'done').map(({ key }) => key)
      : center.changes.map(({ key }) => key),
  );
  return {
    code,
    status: code === 0 && command === 'apply' ? 'converged' : (STATUS[code] ?? 'error'),
    centers,
    changes: keys.length,
    deletes: keys.filter((key) => key.startsWith('delete ')).length,
    markdown: existsSync(files.markdown) ? readFileSync(files.markdown, 'utf8') : undefined,
    patch: patchIn(files.patch),
  };
}

/** The patch that adopts the live side; undefined if there is nothing to adopt. */
function patchIn(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text.includes('\ndiff --git ') ? text : undefined;
}
