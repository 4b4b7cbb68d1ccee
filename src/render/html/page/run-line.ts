// The time line of an applied run: a bar a call, as long as it took, in as many lanes as calls were in flight.

import type { TimedCall } from '../../timeline.js';
import { count, duration } from '../../words.js';
import { h, s } from './dom.js';
import { figure } from './labels.js';

const WIDTH = 960;
const LANE = 16;
const AXIS = 22;
/** More bars are drawn as one shape a result, without a text each. */
const SINGLE = 400;
const SLOWEST = 10;
const STATUSES = ['done', 'skipped', 'failed', 'cut off'] as const;

export function runLine(calls: readonly TimedCall[], durationMs: number): HTMLElement {
  const end = Math.max(durationMs, 1, ...calls.map((call) => call.end ?? call.start));
  const lanes = lanesOf(calls, end);
  const height = AXIS + lanes.count * LANE;
  const scale = (ms: number): number => (ms / end) * WIDTH;
  const svg = s('svg', {
    class: 'run',
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: 'img',
    'aria-label': `${count(calls.length, 'call')} in ${duration(end)}, up to ${lanes.count} at a time. The slowest are listed below.`,
  });
  svg.append(...axis(end, height));
  const bar = (call: TimedCall) => {
    const x = scale(call.start);
    const width = Math.max(1.5, scale(call.end ?? end) - x - 0.5);
    return { x, width, y: AXIS + (lanes.of.get(call) ?? 0) * LANE };
  };
  for (const status of STATUSES) {
    const its = calls.filter((call) => statusOf(call) === status);
    if (its.length === 0) continue;
    if (calls.length > SINGLE) {
      const d = its
        .map((call) => {
          const { x, y, width } = bar(call);
          return `M${x.toFixed(1)} ${y}h${width.toFixed(1)}v${LANE - 3}h-${width.toFixed(1)}z`;
        })
        .join('');
      svg.append(s('path', { class: `bar ${status.replace(' ', '-')}`, d }));
    } else {
      svg.append(
        ...its.map((call) =>
          s(
            'rect',
            { class: `bar ${status.replace(' ', '-')}`, ...bar(call), height: LANE - 3, rx: 2 },
            s('title', {}, sentence(call)),
          ),
        ),
      );
    }
  }
  const slow = [...calls].sort((a, b) => lengthOf(b, end) - lengthOf(a, end)).slice(0, SLOWEST);
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'scroll canvas', tabindex: '0', role: 'region', 'aria-label': 'Time line of the calls' },
      svg,
    ),
    h('p', { class: 'legend' }, ...legend(calls)),
    h(
      'details',
      {},
      h('summary', {}, 'The slowest calls'),
      h('ol', {}, ...slow.map((call) => h('li', {}, sentence(call)))),
    ),
  );
}

/** Five ticks with their times. */
function axis(end: number, height: number): SVGElement[] {
  return [0, 1, 2, 3, 4].flatMap((tick) => {
    const x = (WIDTH * tick) / 4;
    const anchor = tick === 0 ? 'start' : tick === 4 ? 'end' : 'middle';
    return [
      s('line', { class: 'tick', x1: x, x2: x, y1: AXIS - 4, y2: height }),
      s('text', { class: 'wave', x, y: 13, 'text-anchor': anchor }, duration((end * tick) / 4)),
    ];
  });
}

function legend(calls: readonly TimedCall[]): HTMLElement[] {
  return STATUSES.flatMap((status) => {
    const number = calls.filter((call) => statusOf(call) === status).length;
    if (number === 0) return [];
    const dot = h('span', { class: `dot ${status.replace(' ', '-')}`, 'aria-hidden': 'true' });
    return [h('span', { class: 'key' }, dot, `${figure(number)} ${status}`)];
  });
}

function statusOf(call: TimedCall): (typeof STATUSES)[number] {
  return call.status ?? 'cut off';
}

function lengthOf(call: TimedCall, end: number): number {
  return (call.end ?? end) - call.start;
}

function sentence(call: TimedCall): string {
  const took = call.end === undefined ? 'without an end' : `${Math.round(call.end - call.start)} ms`;
  const because = call.because === undefined ? '' : `: ${call.because}`;
  return `${call.call} ${call.method} ${call.path}, ${took}, ${statusOf(call)}${because}`;
}

/** Each call in the first lane that is free when it starts. */
function lanesOf(
  calls: readonly TimedCall[],
  end: number,
): { readonly of: Map<TimedCall, number>; readonly count: number } {
  const free: number[] = [];
  const of = new Map<TimedCall, number>();
  for (const call of [...calls].sort((a, b) => a.start - b.start)) {
    const found = free.findIndex((until) => until <= call.start);
    const lane = found === -1 ? free.length : found;
    free[lane] = call.end ?? end;
    of.set(call, lane);
  }
  return { of, count: Math.max(1, free.length) };
}
