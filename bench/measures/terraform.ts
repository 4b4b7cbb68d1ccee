// As many objects for Terraform, which needs no network here: its plan without changes, against ours with one.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, megabytes, of, type Row, seconds } from '../figures.js';
import { type Took, TooLong } from '../processes.js';
import { entitiesOf, type Size, TERRAFORM_L } from '../sizes.js';
import { terraformFiles } from '../terraform.js';
import { say, type Workbench } from '../workbench.js';
import type { Planned } from './no-change.js';

const BARS: Readonly<Record<string, number>> = { S: 2.5, M: 10, L: 25 };
/** Seconds. */
const LIMIT = 120;

export async function besideTerraform(bench: Workbench, planned: readonly Planned[]): Promise<Row[]> {
  if (!isThere()) {
    say('terraform is not on the path: left out');
    return [];
  }
  const rows: Row[] = [];
  for (const one of planned) {
    const bar = BARS[one.size.name];
    if (bar !== undefined) rows.push(await beside(bench, one, bar));
  }
  return rows;
}

async function beside(bench: Workbench, { size, path, live, plan }: Planned, bar: number): Promise<Row> {
  const other = size.name === 'L' ? TERRAFORM_L : size;
  const folder = terraformFolder(bench, other);
  const words = ['terraform', `-chdir=${folder}`, 'plan', '-input=false', '-no-color', '-detailed-exitcode'];
  const measure = `plan ${size.name} against Terraform's of ${entitiesOf(other)} resources, per object`;
  try {
    const terraform = { words, limit: LIMIT };
    const cutover = { words: bench.cutover('plan', path), env: live.env };
    // 10,000 take it so long that one run tells.
    const [theirs = [], ours = []] =
      size.name === 'L'
        ? [[await bench.run(terraform)], [await bench.run(cutover)]]
        : await bench.inTurns([terraform, cutover], Math.min(bench.runs, 3));
    const faster = each(theirs, other) / each(ours, size);
    const figures = `Terraform ${seconds(of(theirs, 'wall'))}, ${megabytes(of(theirs, 'peak'))}; plan ${seconds(of(ours, 'wall'))}`;
    return atLeast(measure, faster, bar, figures);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    const least = LIMIT / entitiesOf(other) / each(plan, size);
    return atLeast(measure, least, bar, `at least: Terraform was ended after ${LIMIT} s`);
  }
}

const each = (took: readonly Took[], size: Size): number => of(took, 'wall').median / entitiesOf(size);

function isThere(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function terraformFolder(bench: Workbench, size: Size): string {
  const folder = bench.newFolder('terraform');
  for (const [name, text] of Object.entries(terraformFiles(size))) writeFileSync(join(folder, name), text);
  execFileSync('terraform', [`-chdir=${folder}`, 'init', '-input=false'], { stdio: 'ignore' });
  return folder;
}
