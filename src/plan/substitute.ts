// Puts vendor ids and secrets in the places that a request keeps for them, at the last moment before it is sent: one way
// for apply and for the run on the model.

import { type Address, type Body, isIdRef, isSecretRef, type SecretRef } from '../contract/index.js';

/** An id that a request needs and that neither a read nor an answer gave. */
export class MissingIdError extends Error {
  override readonly name = 'MissingIdError';
  readonly address: Address;
  constructor(address: Address) {
    super(`the vendor's id of ${address} is not known`);
    this.address = address;
  }
}

export type FindId = (address: Address) => string | undefined;
export type Reveal = (ref: SecretRef) => string;

/** `{address}` from the first `{` to the last `}` becomes that object's id, percent-encoded. */
export function fillPath(path: string, findId: FindId): string {
  const from = path.indexOf('{');
  const to = path.lastIndexOf('}');
  if (from < 0 || to < from) return path;
  return (
    path.slice(0, from) + encodeURIComponent(idOf(path.slice(from + 1, to), findId)) + path.slice(to + 1)
  );
}

/** A copy of the body with every stand-in replaced. */
export function fillBody(body: Body, findId: FindId, reveal: Reveal): Body {
  if (typeof body !== 'object' || body === null) return body;
  if (isSecretRef(body)) return reveal(body);
  if (isIdRef(body)) return idOf(body.$id, findId);
  if (Array.isArray(body)) return body.map((item: Body) => fillBody(item, findId, reveal));
  return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, fillBody(item, findId, reveal)]));
}

/** Every secret that the body stands for, by its reference. */
export function secretRefsOf(body: Body | undefined): string[] {
  if (typeof body !== 'object' || body === null) return [];
  if (isSecretRef(body)) return [body.$secret];
  return Object.values(body).flatMap((item: Body) => secretRefsOf(item));
}

function idOf(address: Address, findId: FindId): string {
  const id = findId(address);
  if (id === undefined) throw new MissingIdError(address);
  return id;
}
