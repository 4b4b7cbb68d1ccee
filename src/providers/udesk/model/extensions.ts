// Extensions: made with a password that is shown once, deleted when unbound, never listed (udesk.md §2.6; C3, C11–C13).

import type { Handler } from './decision.js';
import { bodyFields, neededText, PATTERN } from './fields.js';
import { PASSWORD_DIGITS } from './mint.js';
import { extensionResource } from './normal-form.js';
import { doesNotExist, extensionBound, numberExists } from './refusal.js';

export const createExtension: Handler = ({ app, body, mint }) => {
  const number = neededText(bodyFields(body), 'Extension', PATTERN.extension);
  if (app.extensions.has(number)) throw numberExists();
  const password = mint.hex(PASSWORD_DIGITS);
  return {
    result: { Extension: number, Password: password, Number: `${app.prefix}${number}` },
    commit: () => {
      app.extensions.set(number, { number, password, owner: undefined });
      return [{ put: extensionResource(number) }];
    },
  };
};

export const deleteExtension: Handler = ({ app, body }) => {
  const number = neededText(bodyFields(body), 'Extension', PATTERN.extension);
  const extension = app.extensions.get(number);
  if (!extension) throw doesNotExist();
  if (extension.owner !== undefined) throw extensionBound();
  return {
    result: null,
    commit: () => {
      app.extensions.delete(number);
      return [{ drop: `extension/${number}` }];
    },
  };
};
