// Signs the callbacks that the vendor would send (nxcloud.md B.1, B.7). They are shown, never sent: a simulator calls nobody.

import type { DoorContext } from '../../../simulator/spec.js';
import type { CallbotState, Notice } from '../model/state.js';
import { type Algorithm, serverSign } from './sign.js';

export interface Callback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The literal text that is signed. */
  readonly text: string;
}

type Signer = (notice: Notice, index: number) => Callback;

const signers = new WeakMap<CallbotState, Signer>();

/** The account's key belongs to the door; whoever inspects a state has no key. */
export function rememberSigner({ credentials, options, state }: DoorContext<CallbotState>): void {
  signers.set(state(), (notice, index) => {
    const { consoleAlgorithm } = options();
    // No algorithm header is listed: the console decides.
    const algorithm = consoleAlgorithm === 'SHA256' ? 'SHA256' : 'MD5';
    return signedCallback(notice, `callback${index + 1}`, credentials, algorithm);
  });
}

export function signedCallback(
  { at, url, body }: Notice,
  requestID: string,
  { uuid = '', secretKey = '' }: Readonly<Record<string, string>>,
  algorithm: Algorithm,
): Callback {
  const text = JSON.stringify(body);
  const parts = { requestID, uuid, createTs: String(Math.floor(at / 1000)) };
  return { url, headers: { ...parts, sign: serverSign(secretKey, text, parts, algorithm) }, text };
}

/** The latest ones, oldest first. */
export function callbacksOf(state: CallbotState): readonly Callback[] {
  const sign = signers.get(state);
  return sign ? state.outbox.map(sign) : [];
}
