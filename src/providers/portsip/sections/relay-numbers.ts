// `relayNumbers`: where calls to a number of a trunk go, which PortSIP calls an inbound rule (portsip.md 5.3).

import type { Expansion, Live, Section, Value } from '../../../contract/index.js';
import { id, object, text } from '../../../schema/fields.js';
import { labelled, ofKind, orNothing } from '../../kit/index.js';
import { normalDid } from '../did.js';
import { forwardField, forwardOf, writtenForward } from '../forward.js';
import { type RuleName, ruleAddress, ruleName } from '../names.js';
import { extensionNumber } from './queues.js';

const schema = object(
  {
    number: id(/^[1-9][0-9]{0,63}(?:-[1-9][0-9]{0,63})?$/, {
      description:
        'The number that is called, or a range of them. As the trunk sends it, without +, 0 or 00 in front.',
      example: '4400',
      hint: 'digits, or two numbers with a hyphen; no +, 0 or 00 in front',
    }),
    trunk: text({
      description: 'Name of the trunk that the call comes in on. The trunk must exist.',
      example: 'Carrier A',
      min: 1,
      max: 64,
      pattern: /^[^~]*$/,
      hint: 'a name without ~',
    }),
    callerMask: id(/^[0-9*;-]{1,128}$/, {
      description:
        'For these callers alone: a number, * for any digit, or a range. Several rules of one number differ in it.',
      example: '44**********',
    }).optional(),
    queue: extensionNumber('The queue that all these calls go to, at any time.', '6000').optional(),
    forward: forwardField('Where these calls go instead, at any time.').optional(),
    name: text({
      description: 'Name of the rule. A new one: the number.',
      example: 'Support line',
      min: 1,
      max: 64,
    }).optional(),
  },
  {
    description: 'A number, and where calls to it go. Whether the rule is switched on is left alone.',
    example: { number: '4400', trunk: 'Carrier A', queue: '6000' },
  },
);

export const relayNumbers: Section = {
  name: 'relayNumbers',
  description: 'Where calls to the numbers of your trunks go. Numbers and trunks must be there already.',
  form: 'list',
  schema,
  identity: ['number', 'trunk', 'callerMask'],
  address: (item) => ruleAddress(nameOf(item)),
  kind: 'relay-number',
  expand,
  collapse,
};

function nameOf(item: Readonly<Record<string, unknown>>): RuleName {
  return {
    number: normalDid(String(item.number)),
    trunk: String(item.trunk),
    callerMask: typeof item.callerMask === 'string' ? item.callerMask : null,
  };
}

/** Either a queue or another destination; the one that is not written is then none. */
function expand(item: Readonly<Record<string, unknown>>): Expansion {
  const goes = item.queue !== undefined || item.forward !== undefined;
  const fields: Record<string, Value> = {
    ...(goes
      ? { queue: item.queue === undefined ? null : String(item.queue), forward: forwardOf(item.forward) }
      : {}),
    ...(item.name === undefined ? {} : { name: String(item.name) }),
  };
  const address = ruleAddress(nameOf(item));
  return { resources: [{ kind: 'relay-number', address, fields, ...labelled(item.name) }] };
}

function collapse(live: Live): readonly Record<string, Value>[] | undefined {
  return orNothing(
    ofKind(live, 'relay-number').map(({ address, fields }) => {
      const { number, trunk, callerMask } = ruleName(address);
      const forward = writtenForward(fields.forward);
      return {
        number,
        trunk,
        ...(callerMask === null ? {} : { callerMask }),
        ...(fields.queue === null || fields.queue === undefined ? {} : { queue: fields.queue }),
        ...(forward === undefined ? {} : { forward }),
        ...(fields.name === null || fields.name === undefined ? {} : { name: fields.name }),
      };
    }),
  );
}
