// Old and new texts as one patch that `git apply` takes.
import { structuredPatch } from 'diff';

export interface PatchedFile {
  /** Relative to where the patch is applied, with slashes. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Undefined where a secret would stand in it: a file that spells one out may be edited near it by a person alone.
 * Fewer lines around a change are tried first.
 */
export function gitPatch(file: PatchedFile, isClean: (text: string) => boolean): string | undefined {
  for (const context of [3, 2, 1]) {
    const text = patchOf(file, context);
    if (isClean(text)) return text;
  }
  return undefined;
}

function patchOf({ path, before, after }: PatchedFile, context: number): string {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context });
  const a = quoted(`a/${path}`);
  const b = quoted(`b/${path}`);
  const lines = [`diff --git ${a} ${b}`, `--- ${a}${tab(path)}`, `+++ ${b}${tab(path)}`];
  for (const hunk of hunks) {
    lines.push(
      `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
      ...hunk.lines,
    );
  }
  return `${lines.join('\n')}\n`;
}

function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`;
}

/** As git quotes names that hold quotes, backslashes or control characters. */
function quoted(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name;
  const named: Readonly<Record<string, string>> = {
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
    '"': '\\"',
    '\\': '\\\\',
  };
  const body = name.replace(
    /["\\\p{Cc}]/gu,
    (one) => named[one] ?? `\\${(one.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`,
  );
  return `"${body}"`;
}

/** A name with a blank ends with a tab, so that nothing is taken for a date. */
function tab(path: string): string {
  return path.includes(' ') ? '\t' : '';
}
