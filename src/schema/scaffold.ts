// A first file of a center, made from what the provider says of its settings and sections: it changes nothing yet.
import { stringify } from 'yaml';
import * as z from 'zod';
import type { Provider } from '../contract/index.js';
import { variableName } from './center/boxes.js';
import { shapeOf } from './introspect.js';

export interface Scaffold {
  readonly text: string;
  /** What the file takes from the environment, in its order. */
  readonly variables: readonly Variable[];
}

export interface Variable {
  readonly name: string;
  readonly secret: boolean;
  readonly description: string;
}

/** `schema` is where the editor finds the JSON Schema, from the file. */
export function scaffold(provider: Provider, center: string, schema: string): Scaffold {
  const settings = requiredSettings(provider);
  const variables = settings.map(({ variable }) => variable);
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    '#',
    `# One center at ${provider.title}, as it should be. What is not written is not touched.`,
    '#',
    '#   cutover validate FILE     find mistakes, without the network',
    '#   cutover plan FILE         see what would change',
    '#   cutover pull FILE         print what is live, to begin with',
    'version: 1',
    `center: ${center}`,
    '',
    '# The account. Variables come from the environment; a secret belongs nowhere else.',
    'provider:',
    `  type: ${provider.type}`,
    ...settings.flatMap(({ field, variable }) => [
      ...comment(variable.description, '  '),
      `  ${field}: \${${variable.name}}`,
    ]),
    '',
    '# What a plan may do, and when. These are the defaults.',
    'policy:',
    '  prune: false # true, or a list of sections: what is live and not declared is deleted there',
    '  maxDeletes: 25% # a plan that deletes more of one kind is refused',
    '',
    '# Examples: take the # away and change them, or begin with the output of cutover pull.',
    ...provider.sections.flatMap((section) => [
      '#',
      ...comment(section.description, '', '# -- '),
      ...exampleLines(section.name, section.form, section.schema),
    ]),
  ];
  return { text: `${lines.join('\n')}\n`, variables };
}

interface Setting {
  readonly field: string;
  readonly variable: Variable;
}

function requiredSettings(provider: Provider): Setting[] {
  const prefix = provider.type
    .replace(/^.*\//, '')
    .replace(/^cutover-provider-/, '')
    .replace(/\.[cm]?js$/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return Object.entries(shapeOf(provider.settings) ?? {})
    .filter(([, field]) => field._zod.optin !== 'optional')
    .map(([field, schema]) => ({
      field,
      variable: {
        name: `${prefix}_${variableName(field)}`,
        secret: provider.secretSettings.includes(field),
        description: z.globalRegistry.get(schema)?.description ?? '',
      },
    }));
}

function exampleLines(name: string, form: 'list' | 'map', schema: z.core.$ZodType): string[] {
  const examples = z.globalRegistry.get(schema)?.examples;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  if (example === undefined) return [];
  const text = stringify(
    { [name]: form === 'list' ? [example] : example },
    { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' },
  );
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `# ${line}`);
}

const WIDTH = 110;

/** Sentences as comment lines of a readable width. */
function comment(text: string, indent: string, mark = '# '): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + mark.length + last.length + word.length < WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else if (word !== '') lines.push(word);
  }
  return lines.map((line) => indent + mark + line);
}
