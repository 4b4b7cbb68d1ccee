// Talks to the runner: notes in the log, outputs, the job summary. Texts of others cannot become a command of it.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** Control characters and what hides or turns text go. */
export function oneLine(text, most = 500) {
  const line = String(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

function command(name, text) {
  process.stdout.write(`::${name}::${oneLine(text, 2_000).replaceAll('%', '%25')}\n`);
}

export const warning = (text) => command('warning', text);
export const error = (text) => command('error', text);

/** Runs `work`; nothing that is printed meanwhile is taken for a command. */
export async function withoutCommands(work) {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await work();
  } finally {
    process.stdout.write(`\n::${token}::\n`);
  }
}

/** Sets outputs of the step. */
export function setOutputs(outputs, env) {
  if (!env.GITHUB_OUTPUT) return;
  const lines = Object.entries(outputs).flatMap(([name, value]) => {
    const end = `end-${randomUUID()}`;
    return [`${name}<<${end}`, String(value), end];
  });
  appendFileSync(env.GITHUB_OUTPUT, `${lines.join('\n')}\n`);
}

/** Adds Markdown to the summary of the job. */
export function addSummary(markdown, env) {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}
