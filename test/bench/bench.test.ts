// The figures of the bench: a wrong one would praise or blame the wrong thing.
import { describe, expect, it } from 'vitest';
import { exponent, ratio } from '../../bench/figures.js';
import { desired } from '../../bench/floor/desired.js';
import { differences } from '../../bench/floor/objects.js';
import { idealSeconds } from '../../bench/ideal.js';
import { centerOf, entitiesOf, HALF, range, SIZES, TERRAFORM_L } from '../../bench/sizes.js';
import { terraformFiles } from '../../bench/terraform.js';

const call = (id: string, ...after: string[]) => ({ id, after });
const took = (...walls: number[]) => walls.map((wall) => ({ wall, cpu: wall, peak: 0, stdout: '' }));

it('fits the power that one number grows with', () => {
  const square = [1, 2, 5, 10].map((x): [number, number] => [x, 3 * x * x]);
  expect(exponent(square)).toBeCloseTo(2);
});

it('compares runs that were made side by side', () => {
  expect(ratio(took(2, 30, 6), took(1, 10, 2))).toBe(3);
});

describe('the ideal schedule', () => {
  it.each([
    ['of 16 calls that wait for nothing, 8 at a time', range(16).map((n) => call(`c${n}`)), 0.04],
    ['of a chain', [call('a'), call('b', 'a'), call('c', 'b')], 0.06],
    ['takes the longest chain first', [call('x'), call('y'), call('a'), call('b', 'a')], 0.04, 2],
  ])('%s', (_, calls, seconds, concurrency = 8) => {
    expect(idealSeconds(calls, concurrency, 20)).toBeCloseTo(seconds);
  });
});

describe('sizes', () => {
  it('are what the documents say', () => {
    const entities = [SIZES.S, SIZES.M, HALF, SIZES.L, TERRAFORM_L].map(entitiesOf);
    expect(entities).toEqual([505, 4_950, 24_650, 49_300, 10_000]);
  });

  it('give Terraform a resource for each object, in its file and in its state', () => {
    const files = terraformFiles(SIZES.S);
    expect(files['main.tf'].match(/^resource /gm)).toHaveLength(505);
    expect(JSON.parse(files['terraform.tfstate']).resources).toHaveLength(505);
  });
});

describe('the floor', () => {
  const ENV = {
    UDESK_BASE_URL: 'https://cti.example.com',
    UDESK_APP_ID: 'a',
    UDESK_SID: 's',
    UDESK_AUTH_TOKEN: 't',
  };
  const wanted = (text: string) => {
    const filled = text.replace(/\$\{(\w+)\}/g, (_, name: keyof typeof ENV) => ENV[name]);
    return desired(filled).wanted;
  };
  const text = centerOf(SIZES.S);

  it.each([
    ['a name', text.replace('name: Agent 7\n', 'name: Agent x\n'), 1],
    ['a limit', text.replace('maxLength: 128', 'maxLength: 12'), 1],
    ['a callback', text.replace('hooks.example.com/3"', 'hooks.example.com/x"'), 1],
    ['an event', text.replace('agent_answer, agent_hangup', 'agent_answer'), 1],
    // One is wanted and one is there.
    ['an extension and whose it is', text.replace('extensions: ["1005"]', 'extensions: ["2005"]'), 4],
    ['a member', text.replace(', "20099"', ''), 1],
    ['the order of events', text.replace('agent_answer, agent_hangup', 'agent_hangup, agent_answer'), 0],
  ])('sees %s', (_, other, count) => {
    expect(other).not.toBe(text);
    expect(differences(wanted(text), wanted(other))).toBe(count);
  });

  it.each([
    ['a wrong word', text.replace('role: agent', 'role: agnt'), /expected one of/],
    ['a wrong number', text.replace('maxLength: 128', 'maxLength: 1280'), /10: Invalid input/],
    ['a name twice', text.replace('id: "20001"', 'id: "20000"'), /agent\/20000 is there twice/],
    [
      'a queue that nobody declared',
      text.replace('{ queue: "9004"', '{ queue: "9099"'),
      /queue\/9099 is named/,
    ],
    ['an unknown field', text.replace('role: agent', 'rolle: agent'), /rolle/],
  ])('refuses %s', (_, wrong, error) => {
    expect(() => wanted(wrong)).toThrow(error);
  });
});
