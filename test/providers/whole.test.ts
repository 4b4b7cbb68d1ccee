// A provider is whole: what it says in one place of a section, a kind or a field has its other half where it belongs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadText } from '../../src/conformance/assembly.js';
import type { ConformanceSubject, Sections } from '../../src/conformance/index.js';
import { document, providerBlock } from '../../src/conformance/rig.js';
import type { Kind, Resource } from '../../src/contract/index.js';
import { builtInTypes } from '../../src/providers/registry.js';
import { subjects } from '../conformance/subjects.js';

describe.each(builtInTypes().map((type) => [type] as const))('%s', (type) => {
  const subject = subjects[type];
  if (!subject) throw new Error(`test/conformance/subjects.ts knows no ${type}.`);
  const { provider, stories } = subject;
  const kinds = new Map<string, Kind>(provider.kinds.map((kind) => [kind.name, kind]));
  const names = provider.sections.map(({ name }) => name);

  it('says of every section what the vendor can do with it', () => {
    expect(provider.capabilities.map(({ section }) => section).sort()).toEqual([...names].sort());
  });

  it('has the kind of every section, and the section of every kind', () => {
    expect(provider.sections.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(provider.kinds.map(({ section }) => section).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('knows every field that an item of a file becomes', () => {
    const declared = fc
      .sample(stories, { numRuns: 200, seed: 7 })
      .flatMap(({ live }) => resourcesIn(subject, live));
    expect(declared.length).toBeGreaterThan(200);
    const unknown = declared.flatMap(({ kind, fields }) =>
      Object.keys(fields)
        .filter((name) => kinds.get(kind)?.fields[name] === undefined)
        .map((name) => `${kind}: ${name}`),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });
});

/** The same job has the same file name at every vendor; a folder stands for a file that became too long. */
const JOBS = [
  ...[
    'provider',
    'settings',
    'sections',
    'kinds',
    'names',
    'capabilities',
    'connect',
    'judge',
    'read',
    'decode',
  ],
  ...['live', 'preconditions', 'group', 'operations', 'lower-bound'],
  ...['index', 'state', 'seed', 'put', 'normal-form', 'routes', 'fields', 'switches', 'envelope'].map(
    (name) => `model/${name}`,
  ),
  ...['index', 'door', 'drifts'].map((name) => `simulator/${name}`),
];

it.each(builtInTypes().map((type) => [type] as const))('%s has a file for every job', (type) => {
  const folder = join(import.meta.dirname, '../../src/providers', type);
  expect(
    JOBS.filter((job) => !existsSync(join(folder, `${job}.ts`)) && !existsSync(join(folder, job))),
  ).toEqual([]);
});

/** What a file with these sections declares; nothing where the loader refuses it. */
function resourcesIn(subject: ConformanceSubject, sections: Sections): Resource[] {
  const { block, env } = providerBlock(
    subject,
    {},
    'https://vendor.example.com',
    subject.simulator.credentials,
  );
  try {
    return [...loadText(subject, document(block, { sections }), env).desired.resources.values()];
  } catch {
    return [];
  }
}
