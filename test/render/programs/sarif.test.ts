// SARIF as code scanning reads it: rules, levels, places as URIs.
import { describe, expect, it } from 'vitest';
import { reportSarif } from '../../../src/render/programs/sarif.js';

const problems = [
  {
    code: 'unknown-key',
    severity: 'error' as const,
    message: 'No field "timeot".',
    file: 'centers/a b.yaml',
    line: 5,
    column: 34,
    address: 'queue/9001',
  },
  { code: 'plain-http', severity: 'warning' as const, message: 'No TLS.', address: null },
  { code: 'unknown-key', severity: 'error' as const, message: 'No field "x".', file: '/etc/c.yaml' },
];

describe('sarif', () => {
  const sarif = JSON.parse(reportSarif({ what: 'validate', tool: 'cutover 0.1.0', problems, summary: '' }));
  const [run] = sarif.runs;

  it('names the tool and each rule once', () => {
    expect(sarif.version).toBe('2.1.0');
    expect(run.tool.driver).toEqual({
      name: 'cutover',
      semanticVersion: '0.1.0',
      rules: [
        { id: 'plain-http', shortDescription: { text: 'plain http' } },
        { id: 'unknown-key', shortDescription: { text: 'unknown key' } },
      ],
    });
  });

  it('gives each result its rule, its level and its place', () => {
    expect(run.results).toEqual([
      {
        ruleId: 'unknown-key',
        ruleIndex: 1,
        level: 'error',
        message: { text: 'No field "timeot".' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'centers/a%20b.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 5, startColumn: 34 },
            },
            logicalLocations: [{ fullyQualifiedName: 'queue/9001', kind: 'resource' }],
          },
        ],
      },
      { ruleId: 'plain-http', ruleIndex: 0, level: 'warning', message: { text: 'No TLS.' }, locations: [] },
      {
        ruleId: 'unknown-key',
        ruleIndex: 1,
        level: 'error',
        message: { text: 'No field "x".' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'file:///etc/c.yaml' } } }],
      },
    ]);
  });
});
