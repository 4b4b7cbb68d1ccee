// Sending contacts, a few more or a whole batch (nxcloud.md B.6.3, B.6.12): nobody is called twice.

import type { Change, Found, Operation, PlanContext, ReadClient, Request } from '../../../contract/index.js';
import { only } from '../../kit/index.js';
import { callListOf, sendContacts, withCallList } from '../bodies.js';
import { type Contact, importedFacts, sentFacts } from '../contacts.js';
import { decodeBatch } from '../decode.js';
import { isTooMany } from '../judge.js';
import { boundsOf, contactAddress } from '../names.js';
import { ordersById } from '../orders.js';
import { latestBatch, nameOf } from '../read-requests.js';
import { refusedContacts } from '../refused-contacts.js';
import { wantedOf } from '../wanted.js';

const append: Operation = {
  request(changes, about, context) {
    const wanted = wantedOf(only(changes), context);
    return sendContacts('addBatchCall', wanted, wanted.contacts.slice(...boundsOf(about)));
  },
  // A contact that is sent twice is perhaps called twice: each is asked for by its id first (B.3).
  afterUnknown: { rule: 'compare', find: findWith(findAppended) },
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

const batch: Operation = {
  request(changes, _about, context) {
    const wanted = wantedOf(only(changes), context);
    return sendContacts('importBatchCall', wanted, wanted.contacts);
  },
  // The same batch a second time replaces itself; but it is not sent again where it is the latest.
  afterUnknown: { rule: 'compare', find: findWith(findBatch) },
  advice: 'look at the latest batch in the console, then run again',
  sets: ['contacts', 'outdated'],
  learn: learnSent(importedFacts),
};

export const contactOperations = { addBatchCall: append, importBatchCall: batch } as const;

/** What a request was to bring. */
interface Sending {
  readonly request: Request;
  readonly change: Change;
  readonly context: PlanContext;
  readonly campaign: string;
  /** The contacts in the request, with what the files say of them. */
  readonly sent: readonly Contact[];
}

function sendingOf(request: Request, changes: readonly Change[], context: PlanContext): Sending {
  const change = only(changes);
  const { id: campaign } = wantedOf(change, context);
  const sent = callListOf(request).flatMap(({ orderID }): Contact[] => {
    const contact = context.desired.resources.get(contactAddress(campaign, String(orderID)));
    return contact ? [{ id: String(orderID), fields: contact.fields }] : [];
  });
  return { request, change, context, campaign, sent };
}

/** Who was refused is named one by one; who was not is remembered. */
function learnSent(remember: typeof importedFacts): NonNullable<Operation['learn']> {
  return (answer, changes, context, request) => {
    if (!request) return {};
    const { change, campaign, sent } = sendingOf(request, changes, context);
    const { refused, named, doubtful } = refusedContacts(answer, sent);
    const taken = sent.filter(({ id }) => !doubtful(id));
    const notTaken = sent.filter(({ id }) => named.has(id));
    return {
      failed: refused.map(({ id, message }) => ({ change: change.key, id, message })),
      facts: remember(campaign, taken, notTaken),
    };
  };
}

// ---------------------------------------------------------------- after a lost answer

type Look = (client: ReadClient, sending: Sending) => Promise<Found>;

/** After a crash the request is not known; the next plan asks for every contact that the ledger does not know. */
function findWith(look: Look): Extract<Operation['afterUnknown'], { rule: 'compare' }>['find'] {
  return async (client, changes, context, request) =>
    request ? look(client, sendingOf(request, changes, context)) : { found: 'none', done: [], learned: {} };
}

async function findAppended(
  client: ReadClient,
  { request, change, campaign, sent }: Sending,
): Promise<Found> {
  const ids = sent.map(({ id }) => id);
  const there = await ordersById(client, campaign, ids);
  const known = sent.filter(({ id }) => there.has(id));
  const learned = { facts: sentFacts(campaign, known) };
  if (known.length === sent.length) return { found: 'all', done: [change.key], learned };
  const missing = callListOf(request).filter(({ orderID }) => !there.has(String(orderID)));
  const found = missing.length === sent.length ? 'none' : 'some';
  return { found, done: [], learned, rest: withCallList(request, missing) };
}

async function findBatch(
  client: ReadClient,
  { request, change, context, campaign, sent }: Sending,
): Promise<Found> {
  const ask = latestBatch(campaign);
  const latest = new Set(decodeBatch(nameOf(ask), await client.read(ask)).map(({ id }) => id));
  const hidden = sent.flatMap(({ id }) => (latest.has(id) ? [] : [id]));
  // An export that holds only who was dialled tells nothing of the others; each exists or does not.
  const elsewhere = await ordersById(client, campaign, hidden);
  const before = context.live.resources;
  // A batch of which nothing is new cannot be told from the one before it: then it is sent again.
  const isNews = sent.some(({ id }) => !before.has(contactAddress(campaign, id)));
  if (isNews && hidden.every((id) => elsewhere.has(id))) {
    const learned = { facts: importedFacts(campaign, sent) };
    return { found: 'all', done: [change.key], learned };
  }
  return { found: 'none', done: [], learned: {}, rest: request };
}
