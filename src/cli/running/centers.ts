// Many centers in one run: some at once, each on its own, none stopping another.
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { Desired } from '../../contract/index.js';
import type { Shard } from '../grammar/options.js';

/** The centers of one part. A center's part depends on its name alone, so adding one moves no other. */
export function sharded(centers: readonly Desired[], shard: Shard | undefined): readonly Desired[] {
  if (shard === undefined) return centers;
  return centers.filter((one) => partOf(one.center, shard.of) === shard.index);
}

/** 1 to `parts`. */
export function partOf(name: string, parts: number): number {
  return (createHash('sha256').update(name).digest().readUInt32BE(0) % parts) + 1;
}

/** Runs `work` for each center, `atOnce` at a time; what it throws becomes that center's own result. */
export async function eachCenter<T>(
  centers: readonly Desired[],
  atOnce: number,
  work: (desired: Desired) => Promise<T>,
  failed: (desired: Desired, error: unknown) => T,
): Promise<T[]> {
  const limit = pLimit(atOnce);
  const one = async (desired: Desired): Promise<T> => {
    try {
      return await work(desired);
    } catch (error) {
      return failed(desired, error);
    }
  };
  return Promise.all(centers.map((desired) => limit(() => one(desired))));
}
