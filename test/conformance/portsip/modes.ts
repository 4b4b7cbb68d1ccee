// Every switch of portsip.md §12 as a mode of its own, with the laws that cannot hold in it and why.
import type { Mode } from '../../../src/conformance/index.js';

const switched = (name: string, value: string, more: Partial<Mode> = {}): Mode => ({
  name: `${name}=${value}`,
  options: { [name]: value },
  ...more,
});

/** The same under the rules of 22.8. */
const later = (name: string, value: string, more: Partial<Mode> = {}): Mode => ({
  name: `22.8 ${name}=${value}`,
  options: { rules: '22.8', [name]: value },
  ...more,
});

const ONLY_ADDS =
  'PortSIP only adds where the page is read as replacing (§3.5), so a removal never comes into effect';
const WHOLE_TENANT =
  'In this reading POST /tenant resets what it does not carry and demands name and domain (§6.1, §9.1), so the slots alone are refused';
const ENDED =
  'The session ends in the middle of a run (§2.1): the call is refused, then sent again with a new token';
const BY_ID =
  'Whether a role goes by its name or by its id is not known from 22.3 on (§4.1, §9.12): only a refusal tells, and the call is sent again';
const all = (reason: string, ...laws: readonly string[]): Record<string, string> =>
  Object.fromEntries(laws.map((law) => [law, reason]));

const ENDS = ['converge', 'idempotent', 'faults', 'crash', 'stale', 'scope'] as const;

export const modes: readonly Mode[] = [
  { name: 'usual' },
  { name: 'rules=22.8', options: { rules: '22.8' } },
  { name: 'update=replace', options: { update: 'replace' } },
  later('update', 'replace'),
  switched('agents', 'merge', { except: all(ONLY_ADDS, ...ENDS, 'live calls') }),
  later('seedCc', 'members'),
  later('roleBy', 'id', { mayRefuse: BY_ID, except: all(BY_ID, 'minimal') }),
  later('passwordRetrieval', 'on'),
  switched('tenantUpdate', 'replace', {
    except: all(WHOLE_TENANT, ...ENDS, 'live calls', 'safe', 'minimal'),
  }),
  switched('repost', 'resets'),
  switched('immutable', 'refused'),
  switched('unknownFields', 'ignored'),
  switched('nulls', 'absent'),
  switched('nulls', 'refused'),
  switched('destroy', 'strict'),
  switched('notFound', '400'),
  switched('signIn', 'oauth'),
  switched('signIn', 'auth'),
  switched('refresh', 'again'),
  switched('oldAccess', 'dies'),
  switched('expired', '400'),
  switched('expired', '403'),
  { name: 'tokenCalls=7', faults: { tokenCalls: '7' }, except: all(ENDED, 'safe', 'minimal') },
];
