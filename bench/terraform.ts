// The same contact center for Terraform: its built-in `terraform_data`, which needs no network, and the state that an
// apply would leave. That is written here, because a real apply of 10,000 takes an hour.

import { range, type Size } from './sizes.js';

type Fields = Readonly<Record<string, string | number | boolean>>;

interface Resource {
  readonly name: string;
  readonly fields: Fields;
  /** Fields that hold the id of another resource. */
  readonly refs: Readonly<Record<string, string>>;
}

function resourcesOf({ queues, agents, extensions, queuesPerAgent, subscriptions }: Size): Resource[] {
  const own = (name: string, fields: Fields, refs = {}): Resource => ({ name, fields, refs });
  return [
    ...range(queues).map((index) =>
      own(`q${index}`, { name: `Queue ${index}`, timeout: 60, maxLength: 128 }),
    ),
    ...range(agents).map((index) =>
      own(`a${index}`, { workId: `${20_000 + index}`, name: `Agent ${index}`, role: 'agent', enabled: true }),
    ),
    ...range(extensions).map((index) =>
      own(`e${index}`, { number: `${1000 + index}` }, { agent: `a${index}` }),
    ),
    ...range(agents).flatMap((agent) =>
      range(queuesPerAgent).map((step) =>
        own(`m${agent}_${step}`, {}, { agent: `a${agent}`, queue: `q${(agent + step) % queues}` }),
      ),
    ),
    ...range(subscriptions).map((index) =>
      own(`s${index}`, { name: `hook-${index}`, callback: `https://hooks.example.com/${index}` }),
    ),
  ];
}

export function terraformFiles(size: Size): Readonly<Record<'main.tf' | 'terraform.tfstate', string>> {
  const resources = resourcesOf(size);
  const ids = new Map(
    resources.map(({ name }, index) => [name, `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`]),
  );
  const state = {
    version: 4,
    terraform_version: '1.11.4',
    serial: resources.length + 1,
    lineage: '00000000-0000-4000-8000-000000000000',
    outputs: {},
    resources: resources.map((resource) => inState(resource, ids)),
    check_results: null,
  };
  return { 'main.tf': resources.map(inFile).join(''), 'terraform.tfstate': JSON.stringify(state, null, 2) };
}

function inFile({ name, fields, refs }: Resource): string {
  const lines = [
    ...Object.entries(fields).map(([key, value]) => `    ${key} = ${JSON.stringify(value)}\n`),
    ...Object.entries(refs).map(([key, other]) => `    ${key} = terraform_data.${other}.id\n`),
  ];
  return `resource "terraform_data" "${name}" {\n  input = {\n${lines.join('')}  }\n}\n`;
}

function inState({ name, fields, refs }: Resource, ids: ReadonlyMap<string, string>): object {
  const linked = Object.entries(refs).map(([key, other]): [string, string] => [key, ids.get(other) ?? '']);
  const value = Object.fromEntries([...Object.entries(fields), ...linked]);
  const types = Object.entries(value).map(([key, one]) => [
    key,
    typeof one === 'boolean' ? 'bool' : typeof one,
  ]);
  const object = { value, type: ['object', Object.fromEntries(types)] };
  return {
    mode: 'managed',
    type: 'terraform_data',
    name,
    provider: 'provider["terraform.io/builtin/terraform"]',
    instances: [
      {
        schema_version: 0,
        attributes: { id: ids.get(name), input: object, output: object, triggers_replace: null },
        sensitive_attributes: [],
        dependencies: Object.values(refs).map((other) => `terraform_data.${other}`),
      },
    ],
  };
}
