// The bodies of the writes (nxcloud.md B.5, B.6), each as its own page spells it.

import type { Body, Request } from '../../contract/index.js';
import { forCreate, forUpdate } from './campaign-settings.js';
import type { Contact } from './contacts.js';
import { PRODUCT } from './read-requests.js';
import { settingsIn, type Wanted } from './wanted.js';

type Fields = Readonly<Record<string, Body>>;

const post = (path: string, userTaskID: string, more: Fields): Request => ({
  method: 'POST',
  path,
  body: { productID: PRODUCT, userTaskID, ...more },
});

/** B.6.2; callbacks stand beside the settings here (6 no. 17). */
export function createTask({ id, fields, callbacks }: Wanted): Request {
  const { scene } = fields;
  const callback = taskCallback(fields);
  return post('createTask', id, {
    sceneID: scene ?? '',
    ...forCreate(settingsIn(fields)),
    other: '',
    ...(callback === undefined ? {} : { taskCallbackUrl: callback }),
    ...(callbacks.order === '' ? {} : { orderCallbackUrl: callbacks.order }),
  });
}

function taskCallback({ callbacks }: Wanted['fields']): Body | undefined {
  return typeof callbacks === 'object' && callbacks !== null ? (callbacks as Fields).task : undefined;
}

/** Which fields createTask requires could not be read (B.6.2): a second time, with all of its sample. */
export function withWholeSample(request: Request): Request | undefined {
  const body = request.body as Fields;
  const sample = { taskCallbackUrl: '', orderCallbackUrl: '' };
  const isWhole = Object.keys(sample).every((name) => body[name] !== undefined);
  return isWhole ? undefined : { ...request, body: { ...sample, ...body } };
}

/** B.6.6: whether an omitted field is kept is not documented, so everything that the file says is sent (6 no. 22). */
export function updateTask({ id, fields }: Wanted): Request {
  const { scene, name } = fields;
  const callback = taskCallback(fields);
  const { taskCreateSetting, funcFlag } = forUpdate(settingsIn(fields));
  return post('updateTask', id, {
    ...(scene === undefined ? {} : { sceneID: scene }),
    taskCreateSetting: {
      ...taskCreateSetting,
      ...(name === undefined ? {} : { taskName: name }),
      ...(callback === undefined ? {} : { taskCallbackUrl: callback }),
    },
    funcFlag,
  });
}

/** B.6.3 and B.6.12: every field of a contact is required, names may be empty. */
export function sendContacts(path: string, { id, callbacks }: Wanted, contacts: readonly Contact[]): Request {
  return post(path, id, {
    callInfoList: {
      orderCallbackUrl: callbacks.order,
      callCallbackUrl: callbacks.call,
      callList: contacts.map(order),
    },
  });
}

function order({ id, fields }: Contact): Fields {
  const { phone, name, customer, note, params } = fields;
  return {
    orderID: id,
    userPhone: phone ?? '',
    other: note ?? '',
    userName: name ?? '',
    customerName: customer ?? '',
    params: params ?? [],
  };
}

/** B.6.5. */
export const OPERATE = { start: 1, pause: 2, complete: 3 } as const;

/** `delCall` 1 deletes what is not dialled: only ever with what the file says (4 no. 10). */
export function operate({ id, deleteUndialled }: Wanted, operation: keyof typeof OPERATE): Request {
  const deletes = operation === 'complete' && deleteUndialled;
  return post('mgrTaskStatus', id, { taskOperate: OPERATE[operation], delCall: deletes ? 1 : 0 });
}

/** The contacts of a request: their place in the body, so that a part of it can be sent. */
export function callListOf(request: Request): readonly Fields[] {
  const info = (request.body as { readonly callInfoList?: { readonly callList?: readonly Fields[] } })
    .callInfoList;
  return info?.callList ?? [];
}

/** The same request for some of its contacts. */
export function withCallList(request: Request, callList: readonly Fields[]): Request {
  const body = request.body as Readonly<Record<string, Body>>;
  const info = body.callInfoList as Readonly<Record<string, Body>>;
  return { ...request, body: { ...body, callInfoList: { ...info, callList } } };
}
