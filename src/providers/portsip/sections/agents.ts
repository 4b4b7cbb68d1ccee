// `agents`: users, which are extensions (portsip.md 4).

import type { Value } from '../../../contract/index.js';
import { boolean, email, id, nullable, secret, text } from '../../../schema/fields.js';
import { declared, objectSection, written } from '../../kit/index.js';
import { AGENT_FIELD_NAMES, AGENT_SECRETS } from '../agent-fields.js';
import { agentAddress } from '../names.js';
import { extensionNumber } from './queues.js';

const GENERATED =
  'Left out, a new user gets one that is made within the tenant’s policy and goes to the secrets sink.';

export const agents = objectSection({
  kind: 'agent',
  section: 'agents',
  description: 'Users with their extensions.',
  item: {
    description: 'A user, who has an extension and may be an agent of queues.',
    example: {
      id: '1001',
      username: 'li.wei',
      name: 'Li Wei',
      email: 'li.wei@example.com',
      role: 'StandardUser',
    },
  },
  id: extensionNumber(
    'Extension number of the user: 3 to 64 digits. Fixed; another number is another user.',
    '1001',
  ),
  fields: {
    username: id(/^(?!\.)[A-Za-z0-9_\-'.]{1,64}(?<!\.)$/, {
      description:
        'Login. A new user needs one; it can never be changed. Letters, digits, underscore, dash, quote and period, no period first or last.',
      example: 'li.wei',
    }).optional(),
    name: text({
      description: 'Name that people see: at most 1024 characters, since 22.6 128. A new user needs one.',
      example: 'Li Wei',
      min: 1,
      max: 1024,
    }).optional(),
    email: email({
      description: 'E-mail address. A new user needs one.',
      example: 'li.wei@example.com',
    }).optional(),
    mobile: nullable(
      text({ description: 'Mobile phone number.', example: '13800000000', max: 32 }),
    ).optional(),
    role: text({
      description:
        'Rights of the user: StandardUser, StandardInternationalUser, QueueManager, Admin or a role of your own. A new user: StandardUser.',
      example: 'StandardUser',
      min: 1,
      max: 64,
    }).optional(),
    enabled: boolean({
      description: 'Whether the extension works. A new one does.',
      example: true,
    }).optional(),
    department: nullable(text({ description: 'Department.', example: 'Support', max: 128 })).optional(),
    password: secret({
      description: `Password of the login. ${GENERATED}`,
      example: `\${USER_1001_PASSWORD}`,
      pattern: /^[^\p{Cc}]{6,32}$/u,
      hint: '6 to 32 characters',
    }).optional(),
    extensionPassword: secret({
      description: `SIP password of the extension. ${GENERATED}`,
      example: `\${USER_1001_SIP_PASSWORD}`,
      pattern: /^[^\p{Cc}]{6,32}$/u,
      hint: '6 to 32 characters',
    }).optional(),
    voicemailPin: secret({
      description: `PIN of the voicemail: digits, none repeated, none in sequence. ${GENERATED}`,
      example: `\${USER_1001_PIN}`,
      pattern: /^\d{4,32}$/,
      hint: '6 to 10 digits; since 22.3 as many as the password policy says',
    }).optional(),
  },
  form: {
    fields: (item) => ({ ...declared(item, AGENT_FIELD_NAMES), ...secretsOf(item) }),
    said: (agent) => written(agent, AGENT_FIELD_NAMES),
  },
});

/** A secret that nobody gives is made when the user is: a stand-in without a fingerprint, compared with nothing. */
function secretsOf(item: Readonly<Record<string, unknown>>): Record<string, Value> {
  const address = agentAddress(String(item.id));
  return Object.fromEntries(
    Object.keys(AGENT_SECRETS).map((field): [string, Value] => [
      field,
      (item[field] as Value | undefined) ?? { $secret: `new:${address}#${field}` },
    ]),
  );
}
