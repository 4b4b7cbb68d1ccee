// When apply may run: local time of a zone, daylight saving included, windows over midnight too.

import type { Problem, Weekday, Window } from '../../contract/index.js';
import type { World } from '../world.js';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly Weekday[];

/** Whether `now` (milliseconds since 1970) lies in one of the windows, or there are none. The end is outside. */
export function windowOpen(now: number, windows: readonly Window[]): boolean {
  return windows.length === 0 || windows.some((window) => isInside(now, window));
}

function isInside(now: number, { days, from, to, timezone }: Window): boolean {
  const { day, minutes } = localTime(now, timezone);
  const start = minutesOf(from);
  const end = minutesOf(to);
  const today = days.includes(dayName(day));
  if (start < end) return today && minutes >= start && minutes < end;
  // Over midnight (or the whole day): the evening of a named day, and the morning after it.
  const yesterday = days.includes(dayName(day + 6));
  return (today && minutes >= start) || (yesterday && minutes < end);
}

function localTime(now: number, timezone: string): { day: number; minutes: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(now).map((part) => [part.type, part.value]));
  const names: readonly string[] = DAYS;
  const day = names.indexOf(parts.get('weekday')?.toLowerCase() ?? '');
  return { day, minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

const dayName = (day: number): Weekday => DAYS[day % 7] ?? 'sun';

function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** Refuses to write outside the windows. Plans that nothing follows have no `now` and are not asked. */
export function windows({ desired, options }: World): readonly Problem[] {
  const { now, overrideWindow } = options;
  if (now === undefined || overrideWindow || windowOpen(now, desired.policy.windows)) return [];
  const when = desired.policy.windows
    .map((window) => `${window.days.join(' ')} ${window.from} to ${window.to} ${window.timezone}`)
    .join('; ');
  return [
    {
      code: 'window',
      severity: 'error',
      message: `policy.windows does not allow changes now (open: ${when}). Wait, or say --override-window.`,
      address: null,
    },
  ];
}
