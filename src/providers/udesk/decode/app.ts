// GET apps: which application answered (C23). The reply also holds its secret, which is read by nobody.

import { type Answer, VendorError } from '../../../contract/index.js';
import { record, takeRow, textIn } from '../../decoding.js';
import { resultOf } from './parse.js';

const CALL = 'GET apps';

/**
 * Throws `wrong-account` unless the application is the one that the file pins: AppId is not signed, so a right
 * signature with a wrong AppId reaches another tenant.
 */
export function checkApp(
  answer: Answer,
  wanted: { readonly appId: string; readonly appName?: string },
): void {
  const app = takeRow(CALL, 'Result', record(resultOf(CALL, answer)) ?? {}, (row) => ({
    id: textIn(row, 'AppId'),
    name: textIn(row, 'Name'),
  }));
  if (app.id?.toLowerCase() !== wanted.appId.toLowerCase()) {
    throw new VendorError(
      'wrong-account',
      `The application that answered is ${JSON.stringify(app.id)}, the file says ${JSON.stringify(wanted.appId)}. Correct provider.appId.`,
    );
  }
  if (wanted.appName !== undefined && app.name !== wanted.appName) {
    throw new VendorError(
      'wrong-account',
      `The application is called ${JSON.stringify(app.name)}, the file pins ${JSON.stringify(wanted.appName)}. Correct provider.appId or provider.appName.`,
    );
  }
}
