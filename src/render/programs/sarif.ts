// `--format sarif`: problems (and what drifted) in the form that code scanning reads, SARIF 2.1.0.
import type { Change, Problem } from '../../contract/index.js';
import type { DriftDirection } from '../../plan/drift-direction.js';
import { headline } from '../change.js';
import { plansOf, type Report } from '../report.js';
import { plain, safeJson } from '../sanitize.js';
import { shownChange } from '../value.js';

interface Result {
  readonly ruleId: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Address, of what has no place in a file. */
  readonly address?: string | null | undefined;
}

export function reportSarif(report: Report): string {
  const plans = plansOf(report);
  const results = [
    ...report.problems.map((problem) => ofProblem(problem)),
    ...plans.flatMap((plan) => [
      ...plan.problems.map(ofProblem),
      ...plan.changes.map(ofChange),
      ...plan.manual.map(({ address, reason }): Result => {
        return { ruleId: 'manual', level: 'warning', message: plain(reason), address };
      }),
    ]),
  ];
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  const [name = '', version = ''] = report.tool.split(' ');
  return `${safeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name,
            semanticVersion: version,
            rules: rules.map((id) => ({ id, shortDescription: { text: id.replaceAll('-', ' ') } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => sarifResult(result, rules)),
      },
    ],
  })}\n`;
}

function ofProblem({ code, severity: level, message, file, line, column, address }: Problem): Result {
  return { ruleId: plain(code), level, message: plain(message), file, line, column, address };
}

function ofChange(change: Change & { direction?: DriftDirection }): Result {
  const fields = change.fields.map((field) => `${plain(field.path)} ${shownChange(field)}`);
  return {
    ruleId: change.direction ?? `to-${change.action}`,
    level: change.risk === 'low' && change.direction === undefined ? 'note' : 'warning',
    message: [headline(change), ...fields].join('; '),
    address: change.address,
    ...change.source,
  };
}

function sarifResult(
  { ruleId, level, message, file, line, column, address }: Result,
  rules: readonly string[],
) {
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
  const place =
    file === undefined ? {} : { physicalLocation: { artifactLocation: location(file), ...region } };
  const logical =
    address === undefined || address === null
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: plain(address), kind: 'resource' }] };
  const locations = Object.keys({ ...place, ...logical }).length === 0 ? [] : [{ ...place, ...logical }];
  return { ruleId, ruleIndex: rules.indexOf(ruleId), level, message: { text: message }, locations };
}

/** A path as a URI: relative to the checkout, unless it is absolute. */
function location(file: string): Record<string, string> {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  const uri = path
    .split('/')
    .map((part) => encodeURIComponent(plain(part)))
    .join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
