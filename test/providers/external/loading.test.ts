// What the author of a file, or of a provider, is told when a provider from outside cannot be used: the place, and what to do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutover, type Folder, temporaryFolder } from '../../support/program.js';

const ACME = join(import.meta.dirname, '..', '..', '..', 'examples', 'provider-acme', 'index.js');

let folder: Folder;
beforeAll(() => {
  folder = temporaryFolder();
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), text);
  }
});
afterAll(() => folder.remove());

const whole = `import { provider } from ${JSON.stringify(ACME)};`;
const changed = (change: string): string =>
  `${whole}\nconst own = { ...provider, ${change} };\nexport { own as provider };\nexport const contract = 1;\n`;

const FILES: Readonly<Record<string, string>> = {
  'good.js': `export * from ${JSON.stringify(ACME)};\n`,
  'empty.js': 'export default {};\n',
  'unversioned.js': `export { provider } from ${JSON.stringify(ACME)};\n`,
  'newer.js': `export { provider } from ${JSON.stringify(ACME)};\nexport const contract = 2;\n`,
  'throws.js': "throw new Error('no licence file');\n",
  'broken.js': 'export const provider = {;\n',
  'needs.js': "import 'left-out';\nexport const provider = {};\n",
  'half.js': "export const contract = 1;\nexport const provider = { type: 'half', kinds: [] };\n",
  'rule.js': changed('operations: { put: { request() {}, afterUnknown: { rule: "retry" } } }'),
  'lost.js': changed('kinds: provider.kinds.slice(1)'),
  'own-key.js': changed("sections: [...provider.sections, { ...provider.sections[0], name: 'policy' }]"),
  'renamed.js': changed(
    'sections: provider.sections.map((one) => ({ ...one, schema: one.schema.extend?.({ previously: one.schema.shape.id }) ?? one.schema })), kinds: provider.kinds.map((one) => ({ ...one, fields: { ...one.fields, address: {} } }))',
  ),
  'folder/index.js': '',
  'node_modules/cutover-provider-acme/package.json':
    '{ "name": "cutover-provider-acme", "type": "module", "exports": "./index.js" }',
  'node_modules/cutover-provider-acme/index.js': `export * from ${JSON.stringify(ACME)};\n`,
  'node_modules/@acme/desk/package.json':
    '{ "name": "@acme/desk", "type": "module", "exports": "./index.js" }',
  'node_modules/@acme/desk/index.js': `export * from ${JSON.stringify(ACME)};\n`,
  'node_modules/pad/package.json': '{ "name": "pad", "type": "module", "exports": "./index.js" }',
  'node_modules/pad/index.js': 'export const left = 1;\n',
};

function center(type: string): string {
  return [
    'version: 1',
    'center: desk',
    'provider:',
    `  type: ${JSON.stringify(type)}`,
    '  baseUrl: https://api.acme.example.com',
    '  account: one',
    `  token: "\${TOKEN}"`,
    'queues: [{ id: q1, name: Help }]',
    '',
  ].join('\n');
}

async function validate(type: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const name = `${type.replace(/\W/g, '_')}.yaml`;
  folder.write(name, center(type));
  const ran = await cutover(['validate', name], {
    cwd: folder.path,
    env: { TOKEN: 't', ACME_TYPE: './good.js' },
  });
  return { code: ran.code, said: ran.stdout };
}

describe('a provider from outside', () => {
  it.each(['./good.js', 'cutover-provider-acme', '@acme/desk', `\${ACME_TYPE}`])(
    'is loaded: %s',
    async (type) => {
      expect(await validate(type)).toEqual({ code: 0, said: 'Valid: 1 center (desk), 1 object.\n' });
    },
  );

  it.each([
    ['./gone.js', 'there is no file "./gone.js" beside this one. Check the path'],
    ['./folder', '"./folder" is a folder. Name the JavaScript file that exports the provider.'],
    [
      '../good.js',
      'leaves the folder of the file that names it. Put the provider into that folder, or install it',
    ],
    ['./folder/../../good.js', 'leaves the folder of the file that names it'],
    ['/tmp/good.js', 'Code is never loaded from an address or from elsewhere on the disk.'],
    ['https://example.com/acme.js', 'Code is never loaded from an address'],
    ['data:text/javascript,export const provider = 1', 'Code is never loaded from an address'],
    ['file:///tmp/good.js', 'Code is never loaded from an address'],
    ['node:fs', 'Code is never loaded from an address'],
    ['fs', 'There is no provider type "fs".'],
    [
      'udsk',
      'There is no provider type "udsk". No package of that name is installed where the file is, either. Did you mean "udesk"?',
    ],
    ['pad', '"pad" exports only left. A provider’s module has `export const provider = { … }`.'],
    ['./empty.js', '"./empty.js" exports only default.'],
    [
      './unversioned.js',
      'does not say for which contract it was written; this version of cutover has contract 1.',
    ],
    [
      './newer.js',
      'was written for contract 2; this version of cutover has contract 1. Take the version of the provider that fits',
    ],
    ['./throws.js', 'fails while it loads: no licence file. Run it with node to see where.'],
    ['./broken.js', 'fails while it loads: Unexpected token'],
    ['./needs.js', "fails while it loads: Cannot find package 'left-out'"],
    ['./half.js', 'is not a whole provider: provider.title must be a text'],
    [
      './rule.js',
      'provider.operations.put.afterUnknown.rule must be repeat, look, recreate, compare or stop',
    ],
    ['./lost.js', 'section queues names the kind queue, which is not among kinds'],
    ['./own-key.js', 'section policy is a key of the format itself'],
    ['./renamed.js', 'section queues has previously, so its kind cannot have a field called address'],
  ])('is refused with its place and the next step: %s', async (type, message) => {
    const { code, said } = await validate(type);
    expect(said).toContain(message);
    expect(said).toMatch(/^\w+\.yaml:4:9: (?:provider-not-loaded|unknown-provider): /);
    expect(code).toBe(3);
  });

  it('does not hide what else is wrong', async () => {
    folder.write('other.yaml', center('udesk').replace('queues:', 'quees:'));
    folder.write('wrong.yaml', center('./gone.js').replace('desk', 'other-desk'));
    const { stdout } = await cutover(['validate', 'wrong.yaml', 'other.yaml'], {
      cwd: folder.path,
      env: { TOKEN: 't' },
    });
    expect(stdout).toContain('wrong.yaml:4:9: provider-not-loaded');
    expect(stdout).toContain('Did you mean "queues"?');
  });

  it('is looked for beside its own file, where two folders have one of the same name', async () => {
    for (const name of ['east', 'west']) {
      mkdirSync(join(folder.path, name), { recursive: true });
      folder.write(`${name}/acme.js`, changed(`title: 'Acme ${name}'`));
      folder.write(
        `${name}/center.yaml`,
        center('./acme.js').replace('desk', name).replace('queues', 'quees'),
      );
    }
    const { stdout } = await cutover(['validate', 'east', 'west'], { cwd: folder.path, env: { TOKEN: 't' } });
    expect(stdout).toContain('Acme east has no section "quees"');
    expect(stdout).toContain('Acme west has no section "quees"');
  });

  it('is missed on the command line as well', async () => {
    const { stderr, code } = await cutover(['simulate', './gone.js'], { cwd: folder.path });
    expect({ stderr, code }).toMatchObject({ code: 3, stderr: expect.stringContaining('there is no file') });
  });
});
