// Whatever moved and however the file is laid out: with the patch in, nothing is left to do, and what did not move stays.
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitPatch } from '../../src/propose/git-patch.js';
import { adopt, HEADS } from './rig.js';

const IDS = ['9001', '9002', '9003', '9004'];
const PEOPLE = ['11', '12', '13', '14'];
const NAMES = ['Support', 'yes', 'a: b #c', "it's", '"', '{', '-', '057', '队列', ' x'];

interface Queue {
  readonly id: string;
  readonly name: string;
  readonly timeout: number;
  readonly members: readonly string[];
}
interface Agent {
  readonly id: string;
  readonly mobile: string | undefined;
  readonly extension: string | undefined;
}
interface Side {
  readonly queues: readonly Queue[];
  readonly agents: readonly Agent[];
}

const side: fc.Arbitrary<Side> = fc.record({
  queues: fc
    .tuple(
      ...IDS.map((id) =>
        fc.option(
          fc.record({
            id: fc.constant(id),
            name: fc.constantFrom(...NAMES),
            timeout: fc.integer({ min: 0, max: 3 }),
            members: fc.subarray(PEOPLE),
          }),
          { nil: undefined },
        ),
      ),
    )
    .map((all) => all.filter((one) => one !== undefined)),
  agents: fc.tuple(
    ...PEOPLE.map((id, index) =>
      fc.record({
        id: fc.constant(id),
        mobile: fc.constantFrom(undefined, '138', '139'),
        extension: fc.constantFrom(undefined, `80${index}1`, `80${index}2`),
      }),
    ),
  ),
});

interface Layout {
  readonly flow: boolean;
  readonly flowMembers: boolean;
  readonly quote: '"' | "'";
  readonly comments: boolean;
  readonly spaced: boolean;
  readonly prune: boolean;
  readonly crlf: boolean;
  readonly open: boolean;
  readonly split: boolean;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  flow: fc.boolean(),
  flowMembers: fc.boolean(),
  quote: fc.constantFrom('"' as const, "'" as const),
  comments: fc.boolean(),
  spaced: fc.boolean(),
  prune: fc.boolean(),
  crlf: fc.boolean(),
  open: fc.boolean(),
  split: fc.boolean(),
});

/** A file as a person could have written it. Each comment names what it is about. */
function written({ queues, agents }: Side, style: Layout): string {
  const text = (value: string): string =>
    style.quote === '"' ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
  const note = (about: string): string => (style.comments ? ` # beside ${about}` : '');
  const above = (about: string): string => (style.comments ? `  # above ${about}\n` : '');
  const item = (about: string, fields: readonly (readonly [string, string])[]): string => {
    if (style.flow)
      return `${above(about)}  - { ${fields.map(([key, value]) => `${key}: ${value}`).join(', ')} }${note(about)}\n`;
    return `${above(about)}${fields
      .map(([key, value], at) => `${at === 0 ? '  - ' : '    '}${key}: ${value}${note(`${about} ${key}`)}\n`)
      .join('')}`;
  };
  const gap = style.spaced ? '\n' : '';
  const list = (name: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `${name}:\n${items.join(gap)}`;
  const members = ({ id, members: all }: Queue): string => {
    const empty = all.length === 0 ? `    allowEmpty: true\n` : '';
    if (style.flowMembers || all.length === 0)
      return `${above(`members ${id}`)}  - queue: ${text(id)}\n    agents: [${all.map(text).join(', ')}]${note(`list ${id}`)}\n${empty}`;
    const lines = all.map((one) => `      - ${text(one)}${note(`${id}<-${one}`)}\n`).join('');
    return `${above(`members ${id}`)}  - queue: ${text(id)}\n    agents:\n${lines}`;
  };
  const body = [
    style.prune ? 'policy: { prune: [queues], maxDeletes: 100% }\n' : '',
    list(
      'queues',
      queues.map((one) =>
        item(`queue ${one.id}`, [
          ['id', text(one.id)],
          ['name', text(one.name)],
          ['timeout', String(one.timeout)],
        ]),
      ),
    ),
    style.split ? '---\nversion: 1\ncenter: acme\n' : '',
    list(
      'agents',
      agents.map((one) =>
        item(`agent ${one.id}`, [
          ['id', text(one.id)],
          ['workId', `w${one.id}`],
          ...(one.mobile === undefined ? [] : [['mobile', text(one.mobile)] as const]),
          ['extensions', one.extension === undefined ? '[]' : `[${text(one.extension)}]`],
        ]),
      ),
    ),
    list('memberships', queues.map(members)),
  ].join('');
  const ended = style.open ? body.replace(/\n$/, '') : body;
  return style.crlf ? ended.replaceAll('\n', '\r\n') : ended;
}

const PLAIN: Layout = {
  flow: true,
  flowMembers: true,
  quote: '"',
  comments: false,
  spaced: false,
  prune: false,
  crlf: false,
  open: false,
  split: false,
};

describe('adopting', () => {
  it('leaves nothing to do, keeps the comments of what stays, and touches no line that did not move', () => {
    fc.assert(
      fc.property(side, side, layout, (live, mine, style) => {
        const before = HEADS.udesk + written(mine, style);
        const done = adopt(written(live, PLAIN), { 'c.yaml': before });
        const after = done.texts['c.yaml'] ?? '';
        expect(done.remarks.filter(({ message }) => !message.startsWith('cannot be read back'))).toEqual([]);
        expect(done.left.filter((key) => !key.startsWith('create extension/'))).toEqual([]);

        const held = new Set([...live.queues.map(({ id }) => id), ...live.agents.map(({ id }) => id)]);
        for (const [comment, id = ''] of before.matchAll(
          /# (?:above|beside) (?:queue|agent) (\d+)(?: id)?(?=\r?$)/gm,
        ))
          expect(after.includes(comment), `${comment} of ${id}`).toBe(held.has(id));

        const [file] = done.files;
        if (!file) return;
        const patch = gitPatch({ ...file, path: 'c.yaml' }, () => true) ?? '';
        expect(applyPatch(before, patch, { autoConvertLineEndings: false })).toBe(after);
        const same = new Map(live.queues.map((one) => [one.id, one]));
        for (const { id, name, timeout } of mine.queues) {
          const other = same.get(id);
          if (other?.name !== name || other.timeout !== timeout) continue;
          const block =
            before.match(new RegExp(`^  - (?:\\{ )?id: ["']${id}["'](?:.*\\n    .*)*`, 'm'))?.[0] ?? '';
          expect(after).toContain(block.replace(/\r?$/, ''));
        }
      }),
      { numRuns: 80 },
    );
  });

  it('is finished after one patch: adopting again proposes nothing', () => {
    fc.assert(
      fc.property(side, side, layout, (live, mine, style) => {
        const done = adopt(written(live, PLAIN), { 'c.yaml': HEADS.udesk + written(mine, style) });
        expect(adopt(written(live, PLAIN), done.texts).files).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
