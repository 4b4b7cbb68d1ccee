// What no law draws, no law proves: the centers of every built-in provider use every field that its file may have.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConformanceSubject } from '../../src/conformance/index.js';
import { builtInTypes } from '../../src/providers/registry.js';
import { jsonSchema } from '../../src/schema/json-schema.js';
import { fieldPaths, itemOf, schemaFor } from '../docs/field-tables.js';
import { subjects } from './subjects.js';

const CENTERS = 400;

/** Paths of what is written: `forward.action`, `agents[].agent`. */
function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((one) => pathsIn(one, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, one]) => pathsIn(one, `${path}.${name}`));
  return [path, ...below];
}

/** Why a field is drawn nowhere, and where it is tried instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'portsip .agents[].password': 'a secret that the file gives: test/proof/secret-worlds.ts',
  'portsip .agents[].extensionPassword': 'a secret that the file gives: test/proof/secret-worlds.ts',
  'portsip .agents[].voicemailPin': 'a secret that the file gives: test/proof/secret-worlds.ts',
  'portsip .subscriptions[].auth': 'only goes with a secret: test/proof/secret-worlds.ts',
  'portsip .subscriptions[].username': 'only goes with a secret: test/proof/secret-worlds.ts',
  'portsip .subscriptions[].password': 'a secret that the file gives: test/proof/secret-worlds.ts',
  'portsip .subscriptions[].token': 'a secret that the file gives: test/proof/secret-worlds.ts',
};

describe.each(builtInTypes().map((type) => [type] as const))('%s', (type) => {
  const subject = subjects[type];

  it('is among the subjects of the laws', () => {
    expect(subject).toBeDefined();
  });

  it('draws every field of every section', () => {
    const { provider, stories } = subject as ConformanceSubject;
    const drawn = new Set(
      fc
        .sample(stories, { numRuns: CENTERS, seed: 7 })
        .flatMap(({ live, versions }) => [live, ...versions.map(({ sections }) => sections)])
        .flatMap((sections) => pathsIn(sections)),
    );
    const own = schemaFor(jsonSchema([provider]), type);
    const missing = provider.sections.flatMap(({ name, form }) =>
      fieldPaths(itemOf(own[name] as Readonly<Record<string, unknown>>))
        .map((path) => `.${name}${form === 'list' ? '[]' : ''}.${path}`)
        .filter((path) => !drawn.has(path)),
    );
    const excused = Object.keys(ELSEWHERE).filter((one) => one.startsWith(`${type} `));
    expect(missing.map((path) => `${type} ${path}`)).toEqual(excused);
  });
});
