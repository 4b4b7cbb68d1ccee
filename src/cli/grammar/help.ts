// What a command's help says after its options.

export const LOCK_VARIABLES = `
Environment of --lock-url:
  CUTOVER_LOCK_USERNAME, CUTOVER_LOCK_PASSWORD  who asks for the lock
  CUTOVER_LOCK_METHOD, CUTOVER_UNLOCK_METHOD    LOCK and UNLOCK by default; GitLab wants POST and DELETE`;

export const NOTIFY_VARIABLE = `
Environment of --notify:
  CUTOVER_NOTIFY_URL  the address, where it should be in no list of processes; it counts without --notify too`;

/** `Examples:` with what each is for, aligned. */
export function examples(...lines: readonly (readonly [string, string?])[]): string {
  const width = Math.max(...lines.map(([line]) => line.length));
  const rows = lines.map(([line, why]) =>
    why === undefined ? `  ${line}` : `  ${line.padEnd(width)}  # ${why}`,
  );
  return `\nExamples:\n${rows.join('\n')}`;
}
