// `!csv`: rows of a file beside the document, as a whole section or as a field; errors are placed in the CSV.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaces } from '../../src/schema/places.js';
import { readRows } from '../../src/schema/reading/csv.js';
import { createReport } from '../../src/schema/report.js';
import { positionIn } from '../../src/schema/source.js';
import { centerOf, HEAD, load, resourcesOf, shown } from './load.js';

const roster = (csv: string | Uint8Array): string[] =>
  shown(load({ 'a.yaml': `${HEAD}agents: !csv roster.csv\n`, 'roster.csv': csv }).problems);

describe('!csv', () => {
  it('reads a section; lists are separated by semicolons, empty cells are absent', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}agents: !csv roster.csv\n`,
      'roster.csv': '\uFEFFid,name,enabled,extensions\r\n007,"Li, ""Wei""",true,8001; 8002\r\n\r\n8,,,\r\n',
    });
    expect(resourcesOf(center)).toMatchObject({
      'agent/007': { name: 'Li, "Wei"', enabled: true },
      'agent/8': {},
      'extension-binding/8001/007': {},
      'extension-binding/8002/007': {},
    });
    const origin = center.resources.get('agent/8')?.origin;
    expect(origin && center.locate(origin)).toEqual({ file: 'roster.csv', line: 4, column: 1 });
  });

  it('reads a field of an item, and merges rows with items of other documents', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}campaigns:\n  - id: spring\n    contacts: !csv contacts.csv\nagents: !csv roster.csv\n`,
      'b.yaml': 'version: 1\ncenter: acme\nagents: [{ id: 7, name: Li }]\n',
      'contacts.csv': 'id,phone\no1,13800000000\no2,013800000001\n',
      'roster.csv': 'id,extensions\n7,8001;8002\n',
    });
    expect(center.resources.get('campaign/spring')?.fields.contacts).toEqual([
      { id: 'o1', phone: '13800000000' },
      { id: 'o2', phone: '013800000001' },
    ]);
    expect(center.resources.get('agent/7')?.fields).toEqual({ name: 'Li' });
    expect(center.resources.has('extension-binding/8002/7')).toBe(true);
  });

  it('replaces nothing inside cells', () => {
    const center = centerOf({ 'a.yaml': `${HEAD}agents: !csv r.csv\n`, 'r.csv': `id,name\n1,\${TOKEN}\n` });
    expect(resourcesOf(center)).toEqual({ 'agent/1': { name: `\${TOKEN}` } });
  });

  it.each([
    [
      'a wrong cell',
      'id,name,enabled\n1,"a\nb",yes\n',
      ['roster.csv:3:4: bad-value: agent/1: enabled must be true or false, not "yes".'],
    ],
    [
      'an unknown column',
      'id,nam\n1,Li\n',
      ['roster.csv:2:3: unknown-key: agent/1: Fake has no field "nam". Did you mean "name"?'],
    ],
    [
      'a missing id',
      'name\nLi\n',
      [
        'roster.csv:2:1: missing-field: agents[0]: id is missing. Id of the agent: up to 32 digits. For example: 10031',
      ],
    ],
    [
      'a duplicate',
      'id\n1\n2\n1\n',
      [
        'roster.csv:4:1: duplicate-identity: agent "1" is already in this list, at roster.csv:2:1. Remove one of the two.',
      ],
    ],
    [
      'too many cells',
      'id,name\n1,Li,Wei\n',
      [
        'roster.csv:2:6: csv-syntax: This row has 3 fields and the header 2. Quote a value that holds a comma.',
      ],
    ],
    [
      'a column twice',
      'id,id\n1,2\n',
      ['roster.csv:1:4: csv-syntax: The column "id" is in the header twice. Remove one.'],
    ],
    [
      'a column without a name',
      'id,\n1,2\n',
      ['roster.csv:1:4: csv-syntax: Column 2 has no name. Name it in the header.'],
    ],
    [
      'a prototype column',
      'id,__proto__\n1,2\n',
      ['roster.csv:1:4: csv-syntax: The name __proto__ is not allowed. Choose another.'],
    ],
    [
      'an open quote',
      'id,name\n1,Li\n2,"x\n3,y\n',
      ['roster.csv:3:3: csv-syntax: A quoted value begins here and does not end. Add the closing quote.'],
    ],
    [
      'text after a quote',
      'id,name\n1,"x"y\n',
      [
        'roster.csv:2:3: csv-syntax: Text follows a closing quote. Double the quotes that belong to the value.',
      ],
    ],
    [
      'a quote inside',
      'id,name\n1,x"y\n',
      [
        'roster.csv:2:3: csv-syntax: A quote stands inside a value that is not quoted. Quote the whole value and double the quotes in it.',
      ],
    ],
    [
      'no content',
      '',
      ['roster.csv:1:1: csv-syntax: The file is empty. Its first line must name the fields.'],
    ],
    [
      'NUL',
      'id\n1\0\n',
      ['roster.csv:2:2: nul-byte: There is a NUL byte here. Remove it; the file may be damaged.'],
    ],
  ])('%s', (_name, csv, problems) => {
    expect(roster(csv)).toEqual(problems);
  });

  it('names a header whose fields are separated by something else', () => {
    expect(roster('id;name\n1;Li\n')[0]).toBe(
      'roster.csv:1:1: csv-syntax: The fields of the header must be separated by commas.',
    );
  });

  it('says where invalid UTF-8 is', () => {
    expect(roster(Uint8Array.from([105, 100, 10, 49, 0xe9, 10]))).toEqual([
      'roster.csv:2:2: invalid-utf8: A byte here is not valid UTF-8. Save the file as UTF-8.',
    ]);
  });

  it.each([
    ['gone.csv', 'a.yaml:4:9: csv-unreadable: "gone.csv" cannot be read: there is no such file.'],
    [
      '/etc/passwd',
      'a.yaml:4:9: csv-path: "/etc/passwd" cannot be used: name a file relative to the document.',
    ],
    [
      'C:\\roster.csv',
      'a.yaml:4:9: csv-path: "C:\\\\roster.csv" cannot be used: name a file relative to the document.',
    ],
    ['""', 'a.yaml:4:9: csv-path: "" cannot be used: name a file relative to the document.'],
  ])('!csv %s', (path, problem) => {
    expect(shown(load({ 'a.yaml': `${HEAD}agents: !csv ${path}\n` }).problems)).toEqual([problem]);
  });

  it('places every row and cell where it stands, whatever is in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' ') });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (cells, eol) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = cells.map(([a, b], index) => `${index + 1},${quoted(a)},${quoted(b)}`);
        const text = ['n,a,b', ...lines].join(eol);
        const places = createPlaces();
        const { report, found } = createReport();
        const source = { path: 'x.csv', text };
        const read = readRows(0, source, places, report);
        expect(found).toEqual([]);
        expect(read.map((row) => [row.a ?? '', row.b ?? ''])).toEqual(cells);
        for (const [index, row] of read.entries()) {
          const start = places.start(row)?.offset ?? -1;
          expect(text.slice(start).startsWith(`${index + 1},"`)).toBe(true);
          const at = places.child(row, 'b')?.offset ?? -1;
          expect(text.slice(at).startsWith(quoted(cells[index]?.[1] ?? ''))).toBe(true);
          expect(positionIn(source, start).line).toBeGreaterThan(index);
        }
      }),
    );
  });

  it('reads 100,000 rows', () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => `o${n},138${String(n).padStart(8, '0')},"a, b"`);
    const center = centerOf({
      'a.yaml': `${HEAD}campaigns: [{ id: spring, contacts: !csv contacts.csv }]\n`,
      'contacts.csv': `id,phone,note\n${rows.join('\n')}\n`,
    });
    expect(center.resources.get('campaign/spring')?.fields.contacts).toHaveLength(100_000);
  });
});
