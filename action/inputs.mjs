// What the workflow passes in, checked, and the words of a command line.

/** Something that the author of the workflow must mend. */
export class UsageError extends Error {}

const COMMANDS = ['plan', 'apply', 'drift'];

/** The inputs of action.yml, from the environment. Throws UsageError. */
export function readInputs(env) {
  const text = (name) => (env[`INPUT_${name}`] ?? '').trim();
  const flag = (name) => {
    const value = text(name).toLowerCase();
    if (value === 'true' || value === 'false') return value === 'true';
    throw new UsageError(`The input ${inputName(name)} is neither true nor false.`);
  };
  const command = text('COMMAND');
  if (!COMMANDS.includes(command)) throw new UsageError('The input command is not plan, apply or drift.');
  const inputs = {
    command,
    files: words(text('FILES')),
    plan: text('PLAN'),
    args: words(text('ARGS')),
    folder: text('WORKING_DIRECTORY') || '.',
    stateDir: text('STATE_DIR') || '.cutover',
    secretsCommand: text('SECRETS_COMMAND'),
    detailed: flag('DETAILED'),
    comment: flag('COMMENT'),
    issue: flag('ISSUE'),
    labels: text('ISSUE_LABELS')
      .split(',')
      .map((label) => label.trim())
      .filter((label) => label !== ''),
    token: text('GITHUB_TOKEN'),
    author: text('AUTHOR'),
    version: text('VERSION'),
    path: text('PATH'),
  };
  if (inputs.plan !== '' && command !== 'apply') {
    throw new UsageError('The input plan goes with command apply alone.');
  }
  if (inputs.plan !== '' && inputs.files.length > 0) {
    throw new UsageError('A saved plan says what to apply: give plan or files, not both.');
  }
  if (inputs.plan === '' && inputs.files.length === 0) {
    throw new UsageError('The input files is empty. Name YAML files, or folders of them.');
  }
  return inputs;
}

/** The environment without what is meant for this action alone: the token above all. */
export function forChildren(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}

/** Splits at white space; '…' and "…" keep theirs. Nothing is expanded: no variable, no pattern, no command. */
export function words(text) {
  const found = [];
  let word;
  let quote;
  for (const letter of text) {
    if (quote) {
      if (letter === quote) quote = undefined;
      else word += letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (/\s/.test(letter)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else word = (word ?? '') + letter;
  }
  if (quote) throw new UsageError(`A ${quote} in files or args is not closed.`);
  return word === undefined ? found : [...found, word];
}

function inputName(name) {
  return name.toLowerCase().replaceAll('_', '-');
}
