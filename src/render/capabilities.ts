// What a provider can do and how sure one can be of it: worked out from the provider itself, for people and for the docs.
import type { Capability, Kind, Provider } from '../contract/index.js';
import { filled, table } from './text/columns.js';
import type { Theme } from './text/theme.js';
import { count } from './words.js';

/** One kind of object, as the contract describes it. */
export interface KindView {
  readonly kind: string;
  readonly section: string;
  /** Whether reading it again proves a change: `yes`, `partly`, `no`. */
  readonly readBack: 'yes' | 'partly' | 'no';
  /** Fields that can be written and not read. */
  readonly writeOnly: readonly string[];
  /** Fields that are fixed when it is made. */
  readonly fixed: readonly string[];
  /** Whether a change that would cut a live call waits for its end; `blind` where the vendor shows no calls. */
  readonly liveCalls: 'guarded' | 'blind' | 'none to cut';
  /** Changes of it may call people, which takes `policy.allowDialling`. */
  readonly dials: boolean;
  /** Made and deleted by a person alone. */
  readonly byHand: boolean;
}

export interface ProviderView {
  readonly type: string;
  readonly title: string;
  readonly capabilities: readonly Capability[];
  readonly kinds: readonly KindView[];
  readonly defaults: Provider['defaults'];
}

export function viewOf(provider: Provider): ProviderView {
  const { type, title, capabilities, kinds, defaults } = provider;
  return { type, title, capabilities, kinds: kinds.map((kind) => kindView(kind, provider)), defaults };
}

function kindView(kind: Kind, provider: Provider): KindView {
  const fields = Object.entries(kind.fields);
  const writeOnly = fields.filter(([, rule]) => rule.writeOnly === true).map(([name]) => name);
  const isWholeUnread = fields.length > 0 && writeOnly.length === fields.length;
  return {
    kind: kind.name,
    section: kind.section,
    readBack:
      kind.visibility === 'unreadable' || isWholeUnread
        ? 'no'
        : kind.visibility === 'listed' && writeOnly.length === 0 && !kind.certainty
          ? 'yes'
          : 'partly',
    writeOnly,
    fixed: fields.filter(([, rule]) => rule.immutable !== undefined).map(([name]) => name),
    liveCalls: !cutsCalls(kind) ? 'none to cut' : provider.presence ? 'guarded' : 'blind',
    dials: kind.guard !== undefined,
    byHand: kind.givenOnly !== undefined,
  };
}

function cutsCalls(kind: Kind): boolean {
  return kind.givenOnly === undefined && (kind.cuts !== undefined || kind.staffs !== undefined);
}

const SECTION_HEAD = ['section', 'read', 'create', 'change', 'delete', 'in one call', 'at most'];
const KIND_HEAD = ['kind', 'read back', 'write-only', 'fixed', 'live calls', 'dials'];

function sectionRow(one: Capability): string[] {
  const { section, read, create, change, delete: remove, perCall = '1', caps = '–' } = one;
  const writes = [create, change, remove].some((can) => can !== 'no');
  return [section, read, create, change, remove, writes ? perCall : '–', caps];
}

function kindRow(one: KindView): string[] {
  const names = (list: readonly string[]): string => (list.length === 0 ? '–' : list.join(', '));
  const dials = one.dials ? 'only with allowDialling' : 'no';
  const live = { guarded: 'guarded', blind: 'not seen', 'none to cut': '–' }[one.liveCalls];
  const kind = one.byHand ? `${one.kind} (by hand)` : one.kind;
  return [kind, one.readBack, names(one.writeOnly), names(one.fixed), live, dials];
}

/** For a terminal. */
export function capabilityLines(view: ProviderView, theme: Theme, width: number): string[] {
  const { concurrency, rate } = view.defaults;
  const block = (head: readonly string[], rows: readonly string[][]): string[] => {
    const [first, ...rest] = table(head, rows, width - 2);
    return [`  ${theme.faint(first)}`, ...rest.map((row) => `  ${row}`)];
  };
  const notes = view.capabilities.filter((one) => one.note !== '');
  return [
    theme.title(`${view.type} (${view.title})`),
    ...block(SECTION_HEAD, view.capabilities.map(sectionRow)),
    '',
    ...block(KIND_HEAD, view.kinds.map(kindRow)),
    '',
    `  ${count(concurrency, 'call')} in flight, ${rate} a second against a real host, unless told otherwise.`,
    ...(notes.length > 0 ? ['', '  Why not:', ...notes.flatMap((one) => noteLines(one, width))] : []),
  ];
}

function noteLines({ section, note }: Capability, width: number): string[] {
  const [first = '', ...rest] = filled([`${section}:`, ...note.split(' ')], '', width - 6);
  return [`    ${first}`, ...rest.map((line) => `      ${line}`)];
}

/** For the docs. */
export function capabilityMarkdown(view: ProviderView): string {
  const { concurrency, rate } = view.defaults;
  const notes = view.capabilities.filter((one) => one.note !== '');
  return [
    `### ${view.type}: ${view.title}`,
    '',
    ...grid(SECTION_HEAD, view.capabilities.map(sectionRow)),
    '',
    ...grid(KIND_HEAD, view.kinds.map(kindRow)),
    '',
    `${count(concurrency, 'call')} in flight, ${rate} a second against a real host, unless told otherwise.`,
    ...(notes.length > 0 ? ['', ...notes.map((one) => `- \`${one.section}\`: ${one.note}`)] : []),
  ].join('\n');
}

/** A Markdown table. */
export function grid(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/[\\|]/g, '\\$&').replace(/\n/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
