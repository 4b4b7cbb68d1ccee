// Fails when schema/cutover.schema.json is not what the program prints now.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const printed = execFileSync(process.execPath, ['dist/cutover.js', 'schema'], { encoding: 'utf8' });
const kept = readFileSync('schema/cutover.schema.json', 'utf8');
if (printed !== kept) {
  console.error('schema/cutover.schema.json is stale: run `npm run schema` and commit it');
  process.exit(1);
}
console.log('schema/cutover.schema.json is current');
