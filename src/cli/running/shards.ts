// `--shard I/N`: the centers of a run as N parts, for as many machines.
import { createHash } from 'node:crypto';
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
