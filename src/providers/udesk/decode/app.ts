// GET apps: which application answered (C23). The reply also holds its secret, which is read by nobody.

import { z } from 'zod';
import { type Answer, VendorError } from '../../../contract/index.js';
import { optionalText, parseRow, record } from '../../decoding.js';
import { resultOf } from './parse.js';

const CALL = 'GET apps';

const reply = z.object({ AppId: optionalText, Name: optionalText });

/**
 * Throws `wrong-account` unless the application is the one that the file pins: AppId is not signed, so a right
 * signature with a wrong AppId reaches another tenant.
 */
export function checkApp(
  answer: Answer,
  wanted: { readonly appId: string; readonly appName?: string },
): void {
  const app = parseRow(CALL, 'Result', reply, record(resultOf(CALL, answer)) ?? {});
  if (app.AppId?.toLowerCase() !== wanted.appId.toLowerCase()) {
    throw new VendorError(
      'wrong-account',
      `The application that answered is ${JSON.stringify(app.AppId)}, the file says ${JSON.stringify(wanted.appId)}. Correct provider.appId.`,
    );
  }
  if (wanted.appName !== undefined && app.Name !== wanted.appName) {
    throw new VendorError(
      'wrong-account',
      `The application is called ${JSON.stringify(app.Name)}, the file pins ${JSON.stringify(wanted.appName)}. Correct provider.appId or provider.appName.`,
    );
  }
}
