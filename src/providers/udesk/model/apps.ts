// Tenants (udesk.md §2.1; G11, G16): read, updated, and created only where a switch allows it.

import type { Handler } from './decision.js';
import { bodyFields, booleanField, integerField, neededText, PATTERN, textField } from './fields.js';
import { PASSWORD_DIGITS } from './mint.js';
import { appForbidden, duplicate, parameterError } from './refusal.js';
import { emptyApp } from './state.js';

const CALLBACK = new RegExp(`${PATTERN.url.source}|^$`);

export const readApp: Handler = ({ app }) => ({
  result: {
    AppId: app.id,
    Name: app.name,
    Type: app.type,
    CallbackUrl: app.callbackUrl,
    IsHideUserNum: app.hidesUserNumber,
    Secret: app.secret,
    Memo: app.memo,
  },
});

/** Optional fields that are left out stay; `Type` alone has a documented default. */
export const updateApp: Handler = ({ app, body }) => {
  const fields = bodyFields(body);
  const name = fields.Name === undefined ? app.name : neededText(fields, 'Name');
  const type = textField(fields, 'Type', /^(?:default|external)$/) ?? 'default';
  const callbackUrl = textField(fields, 'CallbackUrl', CALLBACK) ?? app.callbackUrl;
  const hidesUserNumber = booleanField(fields, 'IsHideUserNum') ?? app.hidesUserNumber;
  const memo = textField(fields, 'Memo') ?? app.memo;
  return {
    commit: () => {
      Object.assign(app, { name, type, callbackUrl, hidesUserNumber, memo });
      return [];
    },
  };
};

/** udesk.md G11: depends on the vendor's CRM, so it is forbidden unless `allowAppCreate`. */
export const createApp: Handler = ({ state, options, query, body, mint }) => {
  if (options.allowAppCreate === 'false') throw appForbidden();
  const fields = bodyFields(body);
  const name = neededText(fields, 'Name');
  const type = integerField(fields, 'Type', 0, 1);
  const callbackUrl = textField(fields, 'CallbackUrl', CALLBACK);
  const hidesUserNumber = booleanField(fields, 'IsHideUserNum') ?? false;
  const memo = textField(fields, 'Memo') ?? '';
  if (type === undefined || callbackUrl === undefined) throw parameterError();
  const id = query.AppId ?? uuidOf(mint.hex(32));
  if (state.apps.has(id)) throw duplicate(id, 'AppId');
  const app = emptyApp(id, name, mint.hex(2 * PASSWORD_DIGITS), mint.prefix());
  return {
    result: {
      AppId: id,
      ExtensionPrefix: app.prefix,
      Name: name,
      Memo: memo,
      Type: String(type),
      CallbackUrl: callbackUrl,
      IsHideUserNum: String(hidesUserNumber),
      Secret: app.secret,
      WrapUpTime: '0',
    },
    commit: () => {
      state.apps.set(id, Object.assign(app, { callbackUrl, hidesUserNumber, memo }));
      return [];
    },
  };
};

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
