// How the vendor says no: codes and texts of udesk.md §5, thrown by checks before anything is changed.

import { Refusal } from '../../../simulator/refusal.js';

export const blankId = (): Refusal => new Refusal('000001', 'AgentId AppId WorkId Blank');
export const parameterError = (): Refusal => new Refusal('000001', 'Parameter error');
export const paramsInvalid = (): Refusal => new Refusal('000001', 'ParamsInvalid');
export const fileNameBlank = (): Refusal => new Refusal('000001', 'File name Blank');
export const internalError = (): Refusal => new Refusal('000003', 'System internal error');
export const doesNotExist = (): Refusal => new Refusal('000004', 'Data does not exist');
export const appForbidden = (): Refusal => new Refusal('100002', 'AppId AppNotFound or forbidden');
export const noBody = (): Refusal => new Refusal('100004', 'unexpected end of JSON input');
export const duplicate = (value: string, key: string): Refusal =>
  new Refusal('100004', `Duplicate entry '${value}' for key '${key}'`);
export const agentHasBindings = (): Refusal => new Refusal('100004', "Agent has queue or voip, can't delete");
/** Text assumed (udesk.md G44). */
export const queueHasAgents = (): Refusal => new Refusal('100004', "Queue has agent, can't delete");
/** Code from the sister page, text assumed (udesk.md §9.3). */
export const relayNotFound = (): Refusal => new Refusal('100005', 'SpNumber not found');
export const numberExists = (): Refusal => new Refusal('100015', 'NumberIsExisted');
export const extensionBound = (): Refusal => new Refusal('100016', 'VoipBindAgent');
export const recordNotFound = (): Refusal => new Refusal('100018', 'RecordNotFound');
export const queueBlank = (): Refusal => new Refusal('100018', 'Queue Blank');

/** udesk.md §9.3, `statusMode: documented`. */
export function statusOf(code: Refusal['code']): number {
  switch (code) {
    case '200020':
      return 401;
    case '100002':
      return 403;
    case '000004':
    case '100018':
      return 404;
    case '000003':
      return 500;
    default:
      return 400;
  }
}
