// Medians and spreads of paired runs, and the table that they make.

import type { Took } from './processes.js';

export type Measure = 'wall' | 'cpu' | 'peak';

export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function figure(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): number => sorted[place] ?? Number.NaN;
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}

/** Median of the ratios of runs that were made side by side: what a noisy machine disturbs least. */
export function ratio(over: readonly Took[], under: readonly Took[], measure: Measure = 'wall'): number {
  return figure(over.map((took, index) => took[measure] / (under[index]?.[measure] ?? Number.NaN))).median;
}

/** The power of the first number that the second grows with: 1 is in proportion. Least squares over the logarithms. */
export function exponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]): [number, number] => [Math.log(x), Math.log(y)]);
  const mean = (place: 0 | 1): number => logs.reduce((sum, point) => sum + point[place], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

export const of = (runs: readonly Took[], measure: Measure): Figure =>
  figure(runs.map((took) => took[measure]));

export const seconds = ({ median, least, most }: Figure): string =>
  `${median.toFixed(2)} s (${least.toFixed(2)}–${most.toFixed(2)})`;

/** Of a figure whose median is told already. */
export const spread = ({ least, most }: Figure): string => `${least.toFixed(2)}–${most.toFixed(2)} s`;

export const megabytes = ({ median }: Figure): string => `${Math.round(median)} MB`;

export interface Row {
  readonly measure: string;
  readonly figure: string;
  /** What must hold, such as `≤ 1.5 ×`; empty: for information. */
  readonly bar: string;
  readonly met: boolean;
}

export function atMost(measure: string, value: number, limit: number, figures: string, unit = ' ×'): Row {
  return {
    measure,
    figure: `${value.toFixed(2)}${unit}; ${figures}`,
    bar: `≤ ${limit}${unit}`,
    met: value <= limit,
  };
}

export function atLeast(measure: string, value: number, limit: number, figures: string): Row {
  return { measure, figure: `${value.toFixed(1)} ×; ${figures}`, bar: `≥ ${limit} ×`, met: value >= limit };
}

export function table(rows: readonly Row[]): string {
  return [
    '| measure | figure | bar | |',
    '|---|---|---|---|',
    ...rows.map(
      (row) => `| ${row.measure} | ${row.figure} | ${row.bar} | ${row.met ? 'met' : '**missed**'} |`,
    ),
  ].join('\n');
}
