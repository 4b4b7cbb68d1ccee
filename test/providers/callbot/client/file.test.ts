// What a file may say of campaigns: desired-state.md and the section callbot of providers.md.
import { describe, expect, it } from 'vitest';
import { provider } from '../../../../src/providers/callbot/provider.js';
import { jsonSchema } from '../../../../src/schema/json-schema.js';
import { loaded } from './support.js';

const campaign = (lines: string): string => `campaigns:\n  - id: spring\n    scene: "1234"\n${lines}`;

describe('a campaign', () => {
  it('with all that it can have', () => {
    const { problems, desired } = loaded(
      `campaigns:
  - id: spring
    name: Spring renewal
    scene: 1234
    state: running
    settings:
      strategyName: Default Strategy
      startupType: 1
      maxRingTime: 30
      manualCallSetting: { agentGroup: NXQ1001, dispatchType: 1, ratioCallRate: 1.5 }
      taskKeep: true
      smsFuncFlag: [{ smsID: sms-1, intentID: ["17"] }]
    callbacks: { task: https://crm.example.com/t, order: https://crm.example.com/o, call: https://crm.example.com/c }
    contacts: !csv contacts.csv
`,
      {
        'contacts.csv':
          'id,phone,name,plan,due\nc-2,6560000002,,gold,2026-12-31\nc-1,6560000001,Ann,silver,\n',
      },
    );
    expect(problems).toEqual([]);
    expect(desired.resources.get('campaign/spring')).toMatchObject({
      label: 'Spring renewal',
      fields: {
        state: 'running',
        settings: {
          manualCallSetting: { agentGroup: 'NXQ1001', dispatchType: 1, ratioCallRate: 1.5 },
          taskKeep: true,
          smsFuncFlag: [{ smsID: 'sms-1', intentID: ['17'] }],
        },
        callbacks: { task: 'https://crm.example.com/t' },
        contacts: 2,
      },
      aside: { order: 'https://crm.example.com/o', call: 'https://crm.example.com/c' },
    });
  });

  it('is the same with and without what is sent in any case', () => {
    const of = (settings: string) =>
      loaded(campaign(`    settings: ${settings}\n`)).desired.resources.get('campaign/spring')?.fields;
    expect(of('{ maxRingTime: 30, startupType: 1, startupAt: 0 }')).toEqual(of('{ maxRingTime: 30 }'));
  });

  it('knows its contacts from a CSV file, every other column a variable of the script', () => {
    const { problems, desired } = loaded(campaign('    contacts: !csv contacts.csv\n'), {
      'contacts.csv': 'id,phone,name,plan,due\nc-2,6560000002,,gold,2026-12-31\nc-1,6560000001,Ann,silver,\n',
    });
    expect(problems).toEqual([]);
    expect([...desired.resources.values()].map(({ address, fields }) => [address, fields])).toEqual([
      ['campaign/spring', { scene: '1234', contacts: 2 }],
      [
        'contact/spring/c-1',
        { phone: '6560000001', name: 'Ann', params: [{ name: 'plan', value: 'silver' }] },
      ],
      [
        'contact/spring/c-2',
        {
          phone: '6560000002',
          params: [
            { name: 'due', value: '2026-12-31' },
            { name: 'plan', value: 'gold' },
          ],
        },
      ],
    ]);
    expect(desired.resources.get('campaign/spring')?.aside).toMatchObject({
      mode: 'append',
      contacts: ['c-1', 'c-2'],
    });
  });

  it.each([
    ['starts itself', '    settings: { startupType: 3 }\n', 'startupType is 3'],
    ['starts itself later', '    settings: { startupType: 2 }\n', 'startupType is 2'],
    ['starts itself at a time', '    settings: { startupAt: 1700000000 }\n', 'startupAt'],
    ['deletes numbers without an end', '    deleteUndialled: true\n', 'deleteUndialled counts only'],
    ['has an unknown setting', '    settings: { maxRingtime: 3 }\n', 'maxRingTime'],
    ['has an unknown state', '    state: paussed\n', 'must be paused, running or completed'],
    ['has a zero before its number', '    contacts: [{ id: c-1, phone: 06560000001 }]\n', 'must look like'],
    ['has a sign in a number', '    contacts: [{ id: c-1, phone: "+6560000001" }]\n', 'must look like'],
    [
      'has a contact twice',
      '    contacts: [{ id: c-1, phone: 6560000001 }, { id: c-1, phone: 6560000002 }]\n',
      'c-1',
    ],
    ['calls back to nowhere', '    callbacks: { task: ftp://example.com }\n', 'http'],
  ])('is refused that %s', (_name, lines, message) => {
    const { problems } = loaded(campaign(lines));
    expect(problems.join('\n')).toContain(message);
    expect(problems).toHaveLength(1);
  });

  it('cannot be declared absent, and shares no contact with another', () => {
    const { problems } = loaded(`campaigns:
  - { id: old, state: absent }
  - { id: one, contacts: [{ id: c-1, phone: 6560000001 }] }
  - { id: two, contacts: [{ id: c-1, phone: 6560000002 }] }
`);
    expect(problems).toEqual([
      expect.stringMatching(/^5: campaign\/old: .*use state: completed/),
      expect.stringMatching(/^7: contact\/two\/c-1: .*campaign one/),
    ]);
  });
});

it('has a JSON Schema in which contacts may be rows of a CSV file', () => {
  const text = JSON.stringify(jsonSchema([provider]));
  expect(text).toContain('"contactsMode"');
  expect(text).toContain('A variable of the script.');
  expect(text).toContain('ratioCallRate');
});
