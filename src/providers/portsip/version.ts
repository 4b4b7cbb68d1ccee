// Which release answers (portsip.md 0.1): later releases add rules, and unknown ones are taken as 22.2.

/** True if `version` (`22.8.1`, `v22.8`) is `major.minor` or later. */
export function isAtLeast(version: string | null, major: number, minor: number): boolean {
  const match = /(\d+)\.(\d+)/.exec(version ?? '');
  if (match === null) return false;
  const [, first = '0', second = '0'] = match;
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

/** 22.3: roles have ids, PINs follow the password policy, Admin users are protected. */
export const hasRoleIds = (version: string | null): boolean => isAtLeast(version, 22, 3);

/** 22.8: a queue takes only users with the contact-center licence (portsip.md 7.2). */
export const needsContactCenter = (version: string | null): boolean => isAtLeast(version, 22, 8);
