// Small Callbot accounts to try the laws on: two campaigns, a few contacts, and every way in which a file may speak of them.
import fc from 'fast-check';
import type { Sections, Story, Version } from '../../../src/conformance/index.js';

const CAMPAIGNS = ['autumn', 'spring'] as const;
const CONTACTS = [1, 2, 3, 4];

const maybe = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item | undefined> =>
  fc.option(item, { nil: undefined });

/** An object without the keys that are undefined. */
function only(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

/** A few at a time, so that what is shown stays small. */
const rare = fc.constantFrom(
  {},
  { startupType: 1, startupAt: 0 },
  { zoneSecond: 28_800, dialAtWeekDay: '1,2,3', dialAtUpHour: '09:00-12:00', dialAtDownHour: '14:00-18:00' },
  { routeID: '42', roundRedial: true, wholeTTS: false },
  { smsEnable: true, smsFuncFlag: [{ smsID: 'sms-1', intentID: ['17'], intentName: ['Interested'] }] },
);

const settings = fc
  .record({
    strategyName: maybe(fc.constantFrom('Default Strategy', 'Night')),
    maxRingTime: maybe(fc.constantFrom(20, 30)),
    maxCall: maybe(fc.constant(5)),
    manualCallSetting: maybe(
      fc.constantFrom(
        { agentGroup: 'Q1' },
        { dispatchType: 1, ratioCallRate: 1.5 },
        { dispatchType: 2, predictCallRate: 1.5 },
      ),
    ),
    taskKeep: maybe(fc.boolean()),
    phoneEncrypt: maybe(fc.boolean()),
    rare,
  })
  .map(({ rare: more, ...fields }) => only({ ...fields, ...more }));

const campaign = fc.record({
  state: maybe(fc.constantFrom('paused', 'running', 'completed')),
  name: maybe(fc.constantFrom('Spring', 'Autumn')),
  settings: maybe(settings),
  task: maybe(fc.constantFrom('https://crm.example.com/t', 'https://crm.example.com/u')),
  contacts: maybe(fc.subarray(CONTACTS)),
  mode: maybe(fc.constantFrom('append', 'batch')),
  deleteUndialled: maybe(fc.boolean()),
});

type Campaign = typeof campaign extends fc.Arbitrary<infer Item> ? Item : never;

const campaigns = fc.record(Object.fromEntries(CAMPAIGNS.map((id) => [id, maybe(campaign)])));

type Campaigns = Readonly<Record<string, Campaign | undefined>>;

/** Content follows from the id: an edited contact is for a person, and tried elsewhere. */
function contactOf(campaignId: string, number: number): Record<string, string> {
  return {
    id: `${campaignId}-${number}`,
    phone: `65600000${campaignId.length}${number}`,
    ...(number % 2 === 0 ? { name: `Person ${number}`, customer: 'Example Ltd', plan: 'gold' } : {}),
    ...(number % 3 === 0 ? { note: 'batch 7' } : {}),
  };
}

function sectionsOf(said: Campaigns): Sections {
  const items = Object.entries(said).flatMap(([id, one]) => {
    if (!one) return [];
    const { state, name, task, contacts, mode, deleteUndialled } = one;
    return only({
      id,
      scene: '1234',
      state,
      name,
      settings: one.settings,
      callbacks: only({
        task,
        order: 'https://crm.example.com/o',
        call: 'https://crm.example.com/c',
      }),
      contacts: contacts?.map((number) => contactOf(id, number)),
      contactsMode: mode,
      deleteUndialled: state === 'completed' ? deleteUndialled : undefined,
    });
  });
  return items.length === 0 ? {} : { campaigns: items };
}

const speech = fc.record({ campaigns, allowDialling: fc.constantFrom(true, true, true, false) });

const versionOf = ({
  campaigns: said,
  allowDialling,
}: {
  campaigns: Campaigns;
  allowDialling: boolean;
}): Version => ({
  sections: sectionsOf(said),
  policy: { allowDialling },
});

export const stories: fc.Arbitrary<Story> = fc
  .record({ live: campaigns, first: speech, more: fc.array(speech, { maxLength: 1 }) })
  .map(({ live, first, more }) => ({
    live: sectionsOf(live),
    versions: [versionOf(first), ...more.map(versionOf)],
  }));
