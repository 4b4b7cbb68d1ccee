// The writes of Callbot (nxcloud.md B.6), each with what its answer teaches and what to do when the answer is lost.

import type {
  Answer,
  Change,
  Found,
  Operation,
  PlanContext,
  ReadClient,
  Request,
} from '../../contract/index.js';
import { only } from '../kit/index.js';
import {
  callListOf,
  createTask,
  operate,
  sendContacts,
  updateTask,
  withCallList,
  withWholeSample,
} from './bodies.js';
import { type Contact, forgotten, importedFacts, sentFacts } from './contacts.js';
import { decodeBatch, decodeCampaigns } from './decode.js';
import { isMissing, isTooMany } from './judge.js';
import { boundsOf, campaignIdOf, contactAddress } from './names.js';
import { ordersById } from './orders.js';
import { latestBatch, listById, nameOf } from './read-requests.js';
import { refusedContacts } from './refused-contacts.js';
import { type Wanted, wantedOf } from './wanted.js';

/** Every call of Callbot is about one campaign, and so is every change. */
const wantedIn = (changes: readonly Change[], context: PlanContext): Wanted =>
  wantedOf(only(changes), context);

const create: Operation = {
  request: (changes, _about, context) => createTask(wantedIn(changes, context)),
  // B.3: what a second one of the same id would do is not documented.
  afterUnknown: { rule: 'look' },
  fallback: (request, verdict) => (isMissing(verdict) ? withWholeSample(request) : undefined),
  learn: (_answer, changes, { ledger }) => ({
    facts: forgotten(ledger, campaignIdOf(only(changes).address)),
  }),
};

const update: Operation = {
  request: (changes, _about, context) => updateTask(wantedIn(changes, context)),
  // The same settings a second time: nothing can show them, and nothing is lost.
  afterUnknown: { rule: 'repeat' },
  sets: ['name', 'settings'],
  learn: (_answer, changes) => ({
    notes: [{ change: only(changes).key, message: 'the vendor lets settings take effect after 5 minutes' }],
  }),
};

// ---------------------------------------------------------------- state

/** States that an operation leads to: a small campaign may have come to its end before it is looked at. */
const LEADS_TO = {
  start: ['running', 'completed', 'failed'],
  pause: ['paused', 'pending', 'completed', 'failed'],
  complete: ['completed', 'failed'],
} as const;

/** `mgrTaskStatus`: never sent twice without a look, and believed only when the list shows it (B.6.5). */
function stateChange(name: keyof typeof LEADS_TO): Operation {
  const holds = (answer: Answer, changes: readonly Change[]): boolean => {
    const id = campaignIdOf(only(changes).address);
    const row = decodeCampaigns('POST listTask', answer).rows.find((one) => one.id === id);
    return row !== undefined && LEADS_TO[name].some((state) => state === row.state);
  };
  const byId = (changes: readonly Change[]) => listById([campaignIdOf(only(changes).address)]);
  return {
    request: (changes, _about, context) => operate(wantedIn(changes, context), name),
    afterUnknown: {
      rule: 'compare',
      async find(client, changes, _context, request) {
        if (holds(await client.read(byId(changes)), changes)) return found('all', changes, {});
        return { ...found('none', changes, {}), ...(request ? { rest: request } : {}) };
      },
    },
    advice: 'look at the state of the campaign in the console, then run again',
    ...(name === 'pause' ? {} : { sets: ['state'] }),
    confirm: { path: () => 'listTask', body: (changes) => byId(changes).body, holds },
  };
}

function found(
  what: 'all' | 'none' | 'some',
  changes: readonly Change[],
  learned: Extract<Found, { learned: unknown }>['learned'],
): Extract<Found, { learned: unknown }> {
  return { found: what, done: what === 'all' ? changes.map(({ key }) => key) : [], learned };
}

// ---------------------------------------------------------------- contacts

function contactsAbout(changes: readonly Change[], about: string | undefined, context: PlanContext) {
  const wanted = wantedIn(changes, context);
  return { wanted, contacts: wanted.contacts.slice(...boundsOf(about)) };
}

/** The contacts of a request, with what the files say of them. */
function contactsIn(request: Request, { id }: Wanted, { desired }: PlanContext): Contact[] {
  return callListOf(request).flatMap(({ orderID }): Contact[] => {
    const contact = desired.resources.get(contactAddress(id, String(orderID)));
    return contact ? [{ id: String(orderID), fields: contact.fields }] : [];
  });
}

/** Who was refused is named one by one; who was not is remembered. */
function learnSent(remember: typeof importedFacts): NonNullable<Operation['learn']> {
  return (answer, changes, context, request) => {
    if (!request) return {};
    const change = only(changes);
    const wanted = wantedIn(changes, context);
    const sent = contactsIn(request, wanted, context);
    const { refused, named, doubtful } = refusedContacts(answer, sent);
    const taken = sent.filter(({ id }) => !doubtful(id));
    return {
      failed: refused.map(({ id, message }) => ({ change: change.key, id, message })),
      facts: remember(
        wanted.id,
        taken,
        sent.filter(({ id }) => named.has(id)),
      ),
    };
  };
}

const append: Operation = {
  request(changes, about, context) {
    const { wanted, contacts } = contactsAbout(changes, about, context);
    return sendContacts('addBatchCall', wanted, contacts);
  },
  // A contact that is sent twice is perhaps called twice: each is asked for by its id first (B.3).
  afterUnknown: { rule: 'compare', find: findAppended },
  advice: 'look in the console which contacts are there, then run again',
  sets: ['contacts'],
  learn: learnSent(sentFacts),
  split(request, verdict) {
    const list = callListOf(request);
    if (!isTooMany(verdict) || list.length < 2) return undefined;
    const middle = Math.ceil(list.length / 2);
    return [withCallList(request, list.slice(0, middle)), withCallList(request, list.slice(middle))];
  },
};

/** After a crash the request is not known; the next plan asks for every contact that the ledger does not know. */
async function findAppended(
  client: ReadClient,
  changes: readonly Change[],
  context: PlanContext,
  request?: Request,
): Promise<Found> {
  if (!request) return found('none', changes, {});
  const wanted = wantedIn(changes, context);
  const sent = contactsIn(request, wanted, context);
  const there = await ordersById(
    client,
    wanted.id,
    sent.map(({ id }) => id),
  );
  const learned = {
    facts: sentFacts(
      wanted.id,
      sent.filter(({ id }) => there.has(id)),
    ),
  };
  if (sent.every(({ id }) => there.has(id))) return found('all', changes, learned);
  const missing = callListOf(request).filter(({ orderID }) => !there.has(String(orderID)));
  const what = missing.length === sent.length ? 'none' : 'some';
  return { ...found(what, changes, learned), rest: withCallList(request, missing) };
}

const batch: Operation = {
  request(changes, _about, context) {
    const wanted = wantedIn(changes, context);
    return sendContacts('importBatchCall', wanted, wanted.contacts);
  },
  // The same batch a second time replaces itself; but it is not sent again where it is the latest.
  afterUnknown: { rule: 'compare', find: findBatch },
  advice: 'look at the latest batch in the console, then run again',
  sets: ['contacts', 'outdated'],
  learn: learnSent(importedFacts),
};

async function findBatch(
  client: ReadClient,
  changes: readonly Change[],
  context: PlanContext,
  request?: Request,
): Promise<Found> {
  if (!request) return found('none', changes, {});
  const wanted = wantedIn(changes, context);
  const sent = contactsIn(request, wanted, context);
  const ask = latestBatch(wanted.id);
  const latest = new Set(decodeBatch(nameOf(ask), await client.read(ask)).map(({ id }) => id));
  const hidden = sent.flatMap(({ id }) => (latest.has(id) ? [] : [id]));
  // An export that holds only who was dialled tells nothing of the others; each exists or does not.
  const elsewhere = await ordersById(client, wanted.id, hidden);
  const before = context.live.resources;
  // A batch of which nothing is new cannot be told from the one before it: then it is sent again.
  const isNews = sent.some(({ id }) => !before.has(contactAddress(wanted.id, id)));
  if (isNews && hidden.every((id) => elsewhere.has(id))) {
    return found('all', changes, { facts: importedFacts(wanted.id, sent) });
  }
  return { ...found('none', changes, {}), rest: request };
}

/** By the name that the calls of a plan carry. */
export const operations: Readonly<Record<string, Operation>> = {
  createTask: create,
  updateTask: update,
  addBatchCall: append,
  importBatchCall: batch,
  start: stateChange('start'),
  pause: stateChange('pause'),
  complete: stateChange('complete'),
};
