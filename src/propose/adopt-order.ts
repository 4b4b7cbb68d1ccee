// Lists whose order means something take the live order: their lines change places, comments with them.
import { isMap, isNode, isSeq, type YAMLSeq } from 'yaml';
import type { Expansion } from '../contract/index.js';
import type { TakenItem } from '../schema/build.js';
import type { CenterToAdopt } from './adoption.js';
import { centerFiles, textOf } from './fragments.js';
import { elementId, targetKey, targetsOf } from './target.js';
import { elementRegions } from './text/edit-seq.js';
import type { Splice } from './text/splices.js';
import { entry, spanOf, type YamlFile } from './text/yaml-file.js';
import { cutOrTell, remark, type Workbench } from './workbench.js';

/** Items with a list whose elements stand elsewhere at the vendor. */
export function orderedItems({ provider, drift, items }: CenterToAdopt): readonly TakenItem[] {
  const relative = new Set(
    provider.kinds.flatMap(({ name, fields }) =>
      Object.entries(fields).flatMap(([path, rule]) => (rule.relative === true ? [`${name} ${path}`] : [])),
    ),
  );
  if (relative.size === 0) return [];
  const isMoved = ({ resources }: Expansion): boolean =>
    resources.some(({ address, kind }) =>
      drift.points.get(address)?.fields?.some(({ path }) => relative.has(`${kind} ${path}`)),
    );
  return items.filter(({ section, item }) => section.nested !== undefined && isMoved(section.expand(item)));
}

/** After the values: `files` hold the elements that are live already. */
export function orderCenter(bench: Workbench, files: readonly YamlFile[], center: CenterToAdopt): void {
  const { provider, live, desired } = center;
  const targets = targetsOf(provider, live);
  const at = centerFiles(files, desired.center, provider.sections, bench.env);
  for (const { section, address } of orderedItems(center)) {
    const target = targets.byAddress.get(targetKey(section, address));
    const fragments = (at.fragments.get(address) ?? []).filter((one) => one.section === section);
    for (const [field, key] of Object.entries(section.nested ?? {})) {
      const list = target?.item[field];
      const holding = fragments.filter(({ map }) => entry(map, field));
      if (!Array.isArray(list) || holding.length === 0 || bench.skip.has(address)) continue;
      const order = list.flatMap((one) => elementId(one, key) ?? []);
      const [fragment] = holding;
      const seq = fragment && entry(fragment.map, field)?.value;
      const message = `the order of ${field} moved. Arrange them by hand: ${order.join(', ')}.`;
      if (fragment && holding.length === 1 && isSeq(seq)) {
        const { file } = fragment;
        cutOrTell(bench, arranged(file.text, seq, key, order, bench), address, message, { file, node: seq });
      } else remark(bench, address, message, fragment && { file: fragment.file, node: fragment.map });
    }
  }
}

function arranged(
  text: string,
  seq: YAMLSeq,
  key: string,
  order: readonly string[],
  bench: Workbench,
): Splice[] | undefined {
  const place = new Map(order.map((id, index) => [id, index]));
  const rank = seq.items.map((item) => {
    const node = isMap(item) ? entry(item, key)?.value : item;
    return place.get(textOf(node, bench.env)?.text ?? '') ?? order.length;
  });
  const wanted = [...rank.keys()].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b);
  if (wanted.every((from, to) => from === to)) return [];
  const spans = spansOf(text, seq);
  if (!spans) return undefined;
  return spans.flatMap(({ from, to }, index): Splice[] => {
    const source = spans[wanted[index] ?? index];
    if (!source || wanted[index] === index) return [];
    return [{ from, to, text: text.slice(source.from, source.to) }];
  });
}

/** What trades places: whole elements with their lines and comments, line ends left where they are. */
function spansOf(
  text: string,
  seq: YAMLSeq,
): readonly { readonly from: number; readonly to: number }[] | undefined {
  if (seq.flow === true)
    return seq.items.every(isNode) ? seq.items.map((item) => spanOf(item as never)) : undefined;
  return elementRegions(text, seq)?.map(({ lead, end }) => {
    const tail = /\r?\n$/.exec(text.slice(lead, end))?.[0].length ?? 0;
    return { from: lead, to: end - tail };
  });
}
