// The small part of GitHub's expressions that the action and the documented workflows use. Anything else throws.

/** What an expression may read, by its dotted name. */
export type Lookup = (path: string) => string | boolean | number | undefined;

/** `text ${{ a.b }} text`. */
export function interpolated(text: string, lookup: Lookup): string {
  return text.replace(/\$\{\{(.+?)\}\}/g, (_, expression: string) =>
    String(evaluated(expression, lookup) ?? ''),
  );
}

/** The value of `if:`; a step or job without one runs while nothing has failed. */
export function holds(condition: string | undefined, lookup: Lookup, hasFailed: boolean): boolean {
  if (condition === undefined) return !hasFailed;
  const bare = condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/, '$1').trim();
  const always = /^always\(\)(?:\s*&&\s*(.+))?$/.exec(bare);
  if (always) return always[1] === undefined || isTrue(evaluated(always[1], lookup));
  return !hasFailed && isTrue(evaluated(bare, lookup));
}

function evaluated(expression: string, lookup: Lookup): string | boolean | number | undefined {
  const [left, operator, right, ...rest] = expression.trim().split(/\s*(==|!=)\s*/);
  if (left === undefined || rest.length > 0)
    throw new Error(`This expression is not understood: ${expression}`);
  if (operator === undefined || right === undefined) return term(left, lookup);
  const same = String(term(left, lookup) ?? '') === String(term(right, lookup) ?? '');
  return operator === '==' ? same : !same;
}

function term(text: string, lookup: Lookup): string | boolean | number | undefined {
  const literal = /^'(.*)'$/.exec(text)?.[1];
  if (literal !== undefined) return literal;
  if (!/^[a-z][\w-]*(?:\.[\w-]+)+$/i.test(text))
    throw new Error(`This expression is not understood: ${text}`);
  return lookup(text);
}

function isTrue(value: string | boolean | number | undefined): boolean {
  return value !== undefined && value !== '' && value !== false && value !== 0;
}
