// What a newcomer runs first.
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { demoStories } from '../../src/cli/demo/stories.js';
import { builtInTypes } from '../../src/providers/registry.js';
import { cutover, temporaryFolder } from '../support/program.js';

it('the demo tells the story of every provider in the registry and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  // A folder for temporary files of its own: the machine's is everybody's.
  const temporary = temporaryFolder();
  const { code, stdout, stderr } = await cutover(['demo'], {
    cwd: folder.path,
    env: { TMPDIR: temporary.path },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const order = [
    '$ cutover validate contact-center.yaml',
    '$ cutover plan contact-center.yaml',
    'Verified on the model.',
    '$ cutover apply contact-center.yaml',
    'Live is as desired.',
    '$ cutover plan contact-center.yaml --detailed-exitcode',
    '$ cutover drift contact-center.yaml',
    '(exit 2)',
    '$ cutover apply contact-center.yaml',
    '$ cutover plan contact-center.yaml --detailed-exitcode',
    '(exit 0)',
    ...['nxlink', 'callbot', 'portsip'].flatMap((type) => [
      `$ cutover plan ${type}.yaml`,
      'Verified on the model.',
      'Live is as desired.',
      `$ cutover drift ${type}.yaml`,
      `$ cutover plan ${type}.yaml --detailed-exitcode`,
      'the vendor refused 0.',
    ]),
    '$ cutover apply outsourcer',
    'Applied travel-desk:',
    '$ cutover plan outsourcer',
    '(exit 1)',
  ];
  let at = 0;
  for (const text of order) {
    at = stdout.indexOf(text, at);
    expect(at, text).toBeGreaterThan(0);
  }
  expect(readdirSync(temporary.path)).toEqual([]);
  expect(readdirSync(folder.path)).toEqual([]);
  temporary.remove();
  folder.remove();
});

it('tells of one provider alone, and says which there are', async () => {
  const one = await cutover(['demo', 'nxlink']);
  expect(one.code).toBe(0);
  expect(one.stdout).toContain('$ cutover plan nxlink.yaml');
  expect(one.stdout).not.toContain('contact-center.yaml');
  const none = await cutover(['demo', 'nobody']);
  expect({ code: none.code, text: none.stderr }).toEqual({
    code: 3,
    text: expect.stringContaining('Use one of: udesk, nxlink, callbot, portsip'),
  });
  expect(demoStories.map(({ type }) => type)).toEqual(builtInTypes());
});
