// Writes to extensions and their bindings. A password is made by the vendor and told once (C11).

import {
  type Address,
  type Change,
  type Fact,
  type Learned,
  type Operation,
  type Request,
  VendorError,
} from '../../../contract/index.js';
import { hashValue } from '../../../plan/hash.js';
import { neededTextIn, record, takeRow, textIn } from '../../decoding.js';
import { idOf, only } from '../../kit/index.js';
import { resultOf } from '../decode/parse.js';
import { endsOf, extensionAddress } from '../names.js';

const CALL = 'POST extensions';

function deletion(changes: readonly Change[]): Request {
  return { method: 'DELETE', path: 'extensions', body: { Extension: idOf(only(changes).address) } };
}

const ADOPTED =
  'it existed already and was adopted; its password is not known here (to get a new one, delete it and declare it again)';

const create: Operation = {
  request: (changes) => ({
    method: 'POST',
    path: 'extensions',
    body: { Extension: idOf(only(changes).address) },
  }),
  // C12: a repeat would meet 100015 and the password would be lost; the DELETE is refused (100016) if it is in use.
  afterUnknown: { rule: 'recreate', undo: deletion },
  advice:
    'Look at Udesk whether the extension is bound to an agent. If it is not, delete it there and apply again: its password was never received.',
  learn(answer, changes) {
    const { address } = only(changes);
    const made = takeRow(CALL, 'Result', record(resultOf(CALL, answer)) ?? {}, (row) => ({
      extension: textIn(row, 'Extension'),
      password: neededTextIn(row, 'Password'),
      number: textIn(row, 'Number'),
    }));
    if (made.extension !== null && made.extension !== idOf(address)) {
      const message = `${CALL}: asked for ${idOf(address)}, the answer is about ${made.extension}`;
      throw new VendorError('bad-answer', message);
    }
    const beside = made.number === null ? {} : { beside: { number: made.number } };
    return {
      secrets: [{ address, field: 'password', value: made.password, ...beside }],
      facts: { [address]: { passwordKnown: true } },
    };
  },
  // §4.1: 100015 means that it exists unbound: adopt it.
  learnAlready(changes, context) {
    const { address, key } = only(changes);
    // Made or unbound by us, and left unbound: the password that went to the sink is still the right one.
    const ours = context.ledger.facts[address];
    const left = ours?.unbound === true || ours?.applied !== undefined;
    const passwordKnown = ours?.passwordKnown === true && left;
    return {
      facts: { [address]: { passwordKnown } },
      notes: passwordKnown ? [] : [{ change: key, message: ADOPTED }],
    };
  },
};

const remove: Operation = {
  request: deletion,
  // Absent is done; 100016 stops it, whoever bound it meanwhile.
  afterUnknown: { rule: 'repeat' },
  learn: (_answer, changes) => forget(changes),
  learnAlready: forget,
};

/** The ledger drops what it knew of extensions that are deleted. */
export function forget(changes: readonly Change[]): Learned {
  const gone = changes.filter((change) => change.kind === 'extension' && change.action === 'delete');
  return { facts: Object.fromEntries(gone.map((change) => [change.address, null])) };
}

function bindings(method: 'POST' | 'DELETE'): Operation['request'] {
  return (changes): Request => {
    const [agent = '', ...more] = new Set(changes.map((change) => endsOf(change.address).agent));
    if (more.length > 0)
      throw new Error(`one call was asked to bind extensions of ${agent} and ${more.join(', ')}`);
    const numbers = changes.map((change) => endsOf(change.address).first).sort();
    return { method, path: 'agents/extensions', body: { AgentId: agent, Extensions: numbers } };
  };
}

const bind: Operation = { request: bindings('POST'), afterUnknown: { rule: 'look' } };

const unbind: Operation = {
  request: bindings('DELETE'),
  afterUnknown: { rule: 'look' },
  // §4.1: once unbound it can be seen no more, so the ledger must know of it before.
  intend(changes, context) {
    const facts = changes.map((change): [Address, Fact] => {
      const address = extensionAddress(endsOf(change.address).first);
      const kept = context.desired.resources.get(address);
      // Still declared: unseen from now on, and yet not to be made a second time.
      const applied = kept ? { applied: hashValue(kept.fields) } : {};
      return [address, { ...context.ledger.facts[address], ...applied, unbound: true }];
    });
    return Object.fromEntries(facts);
  },
};

export const extensionOperations = {
  'extension.create': create,
  'extension.delete': remove,
  'extension.bind': bind,
  'extension.unbind': unbind,
} as const;
