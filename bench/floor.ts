// The floor: the least that a plan without changes can do, with the same libraries and no engine.
//
// 1. Read the file with places (load.ts): an error must name its line.
// 2. Check every value by the vendor's patterns, every object once, every reference (desired.ts): a mistake must be found
//    before anything is sent. The file also says where the account is, so nothing can be read before.
// 3. Read the four lists of the account, side by side, and check every row (live.ts): no answer is to be trusted.
// 4. Compare every field of every object, both ways (objects.ts), and say one line.
//
// What `cutover plan` takes beyond this is the price of its engine: order, calls, guards, proofs, words for a person.
// Usage: floor.mjs FILE [--no-network]

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { desired } from './floor/desired.js';
import { live } from './floor/live.js';
import { differences } from './floor/objects.js';

const CONNECTIONS = 8;

await new Command('floor')
  .argument('<file>')
  .option('--no-network')
  .action(async (path: string, { network }: { network: boolean }) => {
    const { connection, wanted } = desired(readFileSync(path, 'utf8'));
    const summary = network
      ? `${differences(wanted, await live(connection, CONNECTIONS))} differences`
      : `${wanted.size} objects`;
    process.stdout.write(`${summary}\n`);
  })
  .parseAsync();
