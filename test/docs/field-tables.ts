// Tables of the fields of the file, made from its JSON Schema: which there are, what they mean, what they take.

type Json = Readonly<Record<string, unknown>>;

/** Rows of every field below an object, nested ones by their path: `forward.action`, `agents[].skillLevel`. */
export function fieldTable(schema: Json): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['field', 'what it says', 'value', 'example'];
  return [head, head.map(() => '---'), ...rowsOf(schema, '')].map(line).join('\n');
}

/** The paths of these fields alone. */
export function fieldPaths(schema: Json): string[] {
  return rowsOf(schema, '').map(([path = '']) => path.replaceAll('`', ''));
}

/** The schema of a document that names this provider. */
export function schemaFor(whole: object, type: string): Json {
  const { allOf } = whole as { readonly allOf: readonly Json[] };
  const own = allOf.find(({ if: condition }) => JSON.stringify(condition).includes(JSON.stringify(type)));
  const { properties } = (own?.then ?? {}) as { readonly properties?: Json };
  if (!properties) throw new Error(`The schema knows no ${type}.`);
  return properties;
}

/** An item of a section that is a list, or the section itself. */
export function itemOf(section: Json): Json {
  const list = alternatives(section).find(({ type }) => type === 'array');
  return (list?.items as Json | undefined) ?? section;
}

function rowsOf(schema: Json, prefix: string): string[][] {
  const {
    properties = {},
    required,
    else: otherwise,
  } = schema as {
    readonly properties?: Json;
    readonly required?: readonly string[];
    readonly else?: { readonly required?: readonly string[] };
  };
  const needed = new Set([...(required ?? []), ...(otherwise?.required ?? [])]);
  return Object.entries(properties).flatMap(([name, field]) => {
    const one = field as Json;
    if (one.const === 'absent' || (prefix === '' && name === 'type')) return [];
    const path = `${prefix}${name}`;
    const isNeeded = needed.has(name) ? 'needed; ' : '';
    const row = [
      `\`${path}\``,
      cell(String(one.description ?? '')),
      `${isNeeded}${takes(one)}`,
      exampleOf(one),
    ];
    return [row, ...below(one, path)];
  });
}

function below(field: Json, path: string): string[][] {
  return alternatives(field).flatMap((one) => {
    if (one.properties !== undefined) return rowsOf(one, `${path}.`);
    if (one.type !== 'array') return [];
    return alternatives(one.items as Json).flatMap((item) =>
      item.properties === undefined ? [] : rowsOf(item, `${path}[].`),
    );
  });
}

function alternatives(schema: Json): readonly Json[] {
  return (schema.anyOf as readonly Json[] | undefined)?.flatMap(alternatives) ?? [schema];
}

function takes(field: Json): string {
  const values = alternatives(field)
    .filter(({ pattern, type }) => pattern !== '\\$\\{' && !(type === 'string' && pattern === undefined))
    .concat(alternatives(field).filter(({ type, pattern }) => type === 'string' && pattern === undefined))
    .map(simple)
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index);
  return values.join(', or ');
}

function simple(schema: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => `\`${one}\``).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  const types = [schema.type].flat();
  if (types.includes('null')) return '`null` to clear it';
  if (types.includes('array'))
    return `list${bounds(schema, 'minItems', 'maxItems')} of: ${takes(schema.items as Json)}`;
  if (types.includes('object')) return schema.properties === undefined ? mapping(schema) : 'mapping';
  if (types.includes('boolean')) return '`true`, `false`';
  if (types.includes('integer') && types[0] === 'integer')
    return `whole number${bounds(schema, 'minimum', 'maximum')}`;
  const pattern = String(schema.pattern ?? '').replace(/\|\\\$\\\{$/, '');
  return `text${bounds(schema, 'minLength', 'maxLength', ' characters')}${pattern === '' ? '' : `, \`${cell(pattern)}\``}`;
}

function mapping(schema: Json): string {
  const values = schema.additionalProperties;
  return typeof values === 'object' && values !== null
    ? `mapping of names to: ${takes(values as Json)}`
    : 'mapping';
}

function bounds(schema: Json, least: string, most: string, unit = ''): string {
  const [from, to] = [schema[least], schema[most]];
  const isOpen = to === undefined || to === Number.MAX_SAFE_INTEGER || to === 2_147_483_647;
  if (from === undefined || (from === 0 && least !== 'minimum') || (from === 1 && least === 'minLength'))
    return isOpen ? '' : `, at most ${to}${unit}`;
  return isOpen ? `, at least ${from}${unit}` : `, ${from} to ${to}${unit}`;
}

function exampleOf({ examples }: Json): string {
  const [first] = Array.isArray(examples) ? examples : [];
  if (first === undefined) return '';
  return `\`${cell(typeof first === 'string' ? first : JSON.stringify(first))}\``;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
