// `${NAME}`, `${NAME:-default}` and `$${` inside one text. Only text is replaced, so a value can never become YAML.

import type { SchemaCode } from './report.js';
import { quoted } from './words.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expanded {
  readonly text: string;
  /** The name, if the whole text is one variable that is set. */
  readonly variable?: string;
  /** Something of it came from the environment. */
  readonly isFromEnvironment: boolean;
}

export interface ExpandProblem {
  readonly code: SchemaCode;
  readonly message: string;
}

/** What keeps a text from being expanded: every variable of it that is missing, each once. */
export interface NotExpanded {
  readonly problems: readonly ExpandProblem[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Replaces what the text asks for. As in a shell, a default counts where the variable is unset or empty;
 * it ends at the first `}` and is not expanded itself.
 */
export function expand(text: string, environment: Environment): Expanded | NotExpanded {
  const parts: string[] = [];
  const problems = new Map<string, ExpandProblem>();
  let variable: string | undefined;
  let isFromEnvironment = false;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('$', at);
    if (next < 0) break;
    parts.push(text.slice(at, next));
    if (text.startsWith('$${', next)) {
      parts.push('${');
      at = next + 3;
      continue;
    }
    if (text[next + 1] !== '{') {
      parts.push('$');
      at = next + 1;
      continue;
    }
    const end = text.indexOf('}', next);
    if (end < 0) {
      note(problems, bad('A variable that begins here has no } after it'));
      break;
    }
    const value = lookUp(text.slice(next + 2, end), environment);
    at = end + 1;
    if ('code' in value) {
      note(problems, value);
      continue;
    }
    parts.push(value.text);
    isFromEnvironment ||= value.isFromEnvironment;
    if (next === 0 && at === text.length) variable = value.variable;
  }
  if (problems.size > 0) return { problems: [...problems.values()] };
  parts.push(text.slice(at));
  return { text: parts.join(''), isFromEnvironment, ...(variable === undefined ? {} : { variable }) };
}

/** What is between the braces. */
function lookUp(inner: string, environment: Environment): Expanded | ExpandProblem {
  const colon = inner.indexOf(':-');
  const name = colon < 0 ? inner : inner.slice(0, colon);
  if (!NAME.test(name)) return bad(`${quoted(name)} is not the name of a variable`);
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  if (value !== undefined && (value !== '' || colon < 0)) {
    return { text: value, variable: name, isFromEnvironment: true };
  }
  if (colon >= 0) return { text: inner.slice(colon + 2), isFromEnvironment: false };
  const message = `The environment variable ${name} is not set. Set it; for what is no secret, a default may stand here: \${${name}:-…}.`;
  return { code: 'missing-variable', message };
}

function note(problems: Map<string, ExpandProblem>, problem: ExpandProblem): void {
  problems.set(problem.message, problem);
}

function bad(what: string): ExpandProblem {
  return {
    code: 'bad-variable',
    message: `${what}. Write \${NAME}, \${NAME:-default}, or $\${ for a literal \${.`,
  };
}

/** The inverse for text that must stay as it is. */
export function escaped(text: string): string {
  // A function, since `$$` in a replacement text means one `$`.
  return text.replaceAll('${', () => '$${');
}
