// `relayNumbers`: numbers that the account owns, and which of them is its default (udesk.md §2.2).

import type { Expansion, Live, Section, Value } from '../../../contract/index.js';
import { boolean, id, object } from '../../../schema/fields.js';
import { idOf, ofKind, orNothing } from '../../kit/index.js';
import { defaultIsNumber, relayNumberAddress, TENANT_DEFAULT } from '../names.js';

/** G14: digit texts, whatever the table says. */
export const relayNumber = (description: string) =>
  id(/^\d{1,32}$/, { description, example: '057100000000' });

const schema = object(
  {
    number: relayNumber('A number that the account owns. Numbers cannot be ordered from here.'),
    default: boolean({
      description:
        'true: outbound calls of the account show it where nothing else is said. false: clears that, if it is the default now.',
      example: true,
    }).optional(),
  },
  { description: 'A number that the account must own.', example: { number: '057100000000', default: true } },
);

export const relayNumbers: Section = {
  name: 'relayNumbers',
  description: 'Numbers that outbound calls show: what the account must own, and its default.',
  form: 'list',
  schema,
  identity: ['number'],
  address: (item) => relayNumberAddress(String(item.number)),
  kind: 'relay-number',
  expand,
  collapse,
};

function expand(item: Readonly<Record<string, unknown>>): Expansion {
  const number = String(item.number);
  const owned = { kind: 'relay-number', address: relayNumberAddress(number), fields: {} };
  if (item.default === undefined) return { resources: [owned] };
  const lists = [defaultIsNumber(number)];
  if (item.default === false) return { resources: [owned], lists };
  const [list = ''] = lists;
  const standard = {
    kind: 'relay-default',
    address: TENANT_DEFAULT,
    fields: { number },
    list,
    at: ['default'],
  };
  return { resources: [owned, standard], lists };
}

function collapse(live: Live): readonly Record<string, Value>[] | undefined {
  const standard = live.resources.get(TENANT_DEFAULT)?.fields.number;
  return orNothing(
    ofKind(live, 'relay-number').map(({ address }) => {
      const number = idOf(address);
      return number === standard ? { number, default: true } : { number };
    }),
  );
}
