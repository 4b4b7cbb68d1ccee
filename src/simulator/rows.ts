// Repeats a row of a list answer, as a vendor does whose pages overlap.

/** The first list of objects found in `body`, breadth first, gets its first row twice. */
export function duplicateFirstRow(body: unknown): unknown {
  const copy: unknown = structuredClone(body);
  let level: unknown[] = [copy];
  while (level.length > 0) {
    for (const value of level) {
      if (Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null) {
        value.unshift(structuredClone(value[0]));
        return copy;
      }
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return copy;
}
