// What a file may say of a Callbot account: its campaigns, each with its settings, its contacts and its state.

import type { Expansion, Live, Section, Value } from '../../contract/index.js';
import { boolean, choice, id, object, openObject, rows, text, url } from '../../schema/fields.js';
import { declared, labelled, ofKind, orNothing } from '../kit/index.js';
import { campaignSettings, normalSettings } from './campaign-settings.js';
import { campaignAddress, campaignIdOf, contactAddress } from './names.js';
import { asWanted } from './states.js';

/** Ids are the caller's own (B.3); no blank and no slash, so that they can be part of an address. */
const OWN_ID = /^[A-Za-z0-9_.:@~+-]{1,64}$/;
/** B.5: country code and number, without a sign. */
const PHONE = /^[1-9]\d{5,19}$/;

const contact = openObject(
  {
    id: id(OWN_ID, {
      description: 'Id of the order, yours and unique in the account. The same id is never called twice.',
      example: 'c-1001',
    }),
    phone: id(PHONE, {
      description: 'Number with its country code and without a sign.',
      example: '6560000001',
    }),
    name: text({ description: 'Name of the person.', example: 'Ann Lee', max: 256 }).optional(),
    customer: text({ description: 'Name of the customer.', example: 'Example Ltd', max: 256 }).optional(),
    note: text({ description: 'Passed through to the callbacks.', example: 'batch 7', max: 1024 }).optional(),
  },
  text({ description: 'A variable of the script.', example: '2026-12-31', max: 1024 }),
  {
    description: 'A contact. Every other column is a variable of the script.',
    example: { id: 'c-1001', phone: '6560000001' },
  },
);

const callbacks = object(
  {
    task: url({
      description: 'Told of the state of the campaign.',
      example: 'https://crm.example.com/hooks/task',
    }).optional(),
    order: url({
      description: 'Told when a contact is finished.',
      example: 'https://crm.example.com/hooks/order',
    }).optional(),
    call: url({
      description: 'Told when a call ends.',
      example: 'https://crm.example.com/hooks/call',
    }).optional(),
  },
  {
    description:
      'Addresses that the vendor calls. `order` and `call` count for contacts that are added later.',
    example: { task: 'https://crm.example.com/hooks/task' },
  },
);

const campaigns: Section = {
  name: 'campaigns',
  description: 'Dialling campaigns. A campaign cannot be deleted, only completed.',
  form: 'list',
  schema: object(
    {
      id: id(OWN_ID, {
        description: 'Id of the campaign (userTaskID), yours and unique in the account.',
        example: 'spring-renewal',
      }),
      name: text({
        description: 'Name in the console. It can be written and not read, and takes a call of its own.',
        example: 'Spring renewal',
        min: 1,
        max: 128,
      }).optional(),
      scene: text({
        description:
          'Id of the script (sceneID), from the console. It is fixed when the campaign is created.',
        example: '1234',
        min: 1,
        max: 64,
      }).optional(),
      state: choice(['paused', 'running', 'completed'], {
        description:
          'What the campaign does. running calls people and needs policy.allowDialling; completed is final.',
        example: 'paused',
      }).optional(),
      deleteUndialled: boolean({
        description: 'With `state: completed`: deletes the numbers that were not dialled yet.',
        example: false,
      }).optional(),
      settings: campaignSettings.optional(),
      callbacks: callbacks.optional(),
      contacts: rows(contact, {
        description: 'Whom to call. A contact that was sent once is never sent again.',
        example: [{ id: 'c-1001', phone: '6560000001' }],
      }).optional(),
      contactsMode: choice(['append', 'batch'], {
        description:
          'append adds what is new; batch replaces everything that is not dialled yet, in one call. The default is append.',
        example: 'append',
      }).optional(),
    },
    { description: 'A campaign.', example: { id: 'spring-renewal', scene: '1234', state: 'paused' } },
  ),
  identity: ['id'],
  nested: { contacts: 'id' },
  address: (item) => campaignAddress(String(item.id)),
  kind: 'campaign',
  expand: (item) => expand(item as Item),
  collapse,
};

/** In the order in which files are written. */
export const sections: readonly Section[] = [campaigns];

interface Item extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly name?: string;
  readonly scene?: string;
  readonly state?: string;
  readonly deleteUndialled?: boolean;
  readonly settings?: Readonly<Record<string, Value>>;
  readonly callbacks?: Readonly<Record<'task' | 'order' | 'call', string | undefined>>;
  readonly contacts?: readonly Row[];
  readonly contactsMode?: string;
}
type Row = Readonly<Record<string, string>> & { readonly id: string };

function expand(item: Item): Expansion {
  const { name, settings, callbacks: told, contacts } = item;
  const isBatch = item.contactsMode === 'batch';
  const fields = declared(item, ['name', 'scene', 'state']);
  if (settings !== undefined) fields.settings = normalSettings(settings);
  if (told?.task !== undefined) fields.callbacks = { task: told.task };
  if (contacts !== undefined) {
    fields.contacts = contacts.length;
    if (isBatch) fields.outdated = 0;
  }
  const aside: Record<string, Value> = {
    mode: isBatch ? 'batch' : 'append',
    deleteUndialled: item.deleteUndialled === true,
    order: told?.order ?? '',
    call: told?.call ?? '',
    ...(contacts === undefined ? {} : { contacts: contacts.map((row) => row.id).sort() }),
  };
  const campaign = {
    kind: 'campaign',
    address: campaignAddress(item.id),
    fields,
    aside,
    ...labelled(name),
  };
  const parts = (contacts ?? []).map((row, index) => ({
    kind: 'contact',
    address: contactAddress(item.id, row.id),
    fields: contactFields(row),
    at: ['contacts', index],
  }));
  return { resources: [campaign, ...parts] };
}

const KNOWN = new Set(['id', 'phone', 'name', 'customer', 'note']);

/** Only what is written, variables in one order: equal contacts are equal values. */
function contactFields(row: Row): Readonly<Record<string, Value>> {
  const fields: Record<string, Value> = { phone: row.phone ?? '' };
  if (row.name !== undefined) fields.name = row.name;
  if (row.customer !== undefined) fields.customer = row.customer;
  if (row.note !== undefined) fields.note = row.note;
  const params = Object.entries(row)
    .filter(([key]) => !KNOWN.has(key))
    .map(([variable, value]) => ({ name: variable, value }));
  if (params.length > 0) fields.params = sortedParams(params);
  return fields;
}

interface Param {
  readonly [key: string]: string;
  readonly name: string;
  readonly value: string;
}

function sortedParams(params: readonly Param[]): readonly Param[] {
  const key = ({ name, value }: Param): string => JSON.stringify([name, value]);
  return params.length < 2 ? params : [...params].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** Settings, name, callbacks and contacts cannot be read: a pulled campaign leaves them alone. */
function collapse(live: Live): readonly Readonly<Record<string, Value>>[] | undefined {
  return orNothing(
    ofKind(live, 'campaign').map(({ address, fields }) => {
      const state = asWanted(fields.state);
      return {
        id: campaignIdOf(address),
        ...(typeof fields.scene === 'string' ? { scene: fields.scene } : {}),
        ...(state === undefined ? {} : { state }),
      };
    }),
  );
}
