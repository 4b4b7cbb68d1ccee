// The REST client of the pipelines: pages, waits that a server asks for, and errors that say what to do.
import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from './runner.mjs';

const TIMEOUT_MS = 30_000;
const TRIES = 3;
/** Seconds that are worth waiting. */
const LONGEST_WAIT = 60;
const PER_PAGE = 100;
const MOST_PAGES = 100;

/** A service that cannot be used; `status` is absent where there was no answer. */
export class ServiceError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * `service`: its name for people. `hints`: what to do about a status. A POST is sent again only if the service says that
 * it was not carried out.
 */
export function createRest({ service, baseUrl, headers, hints = {} }) {
  async function request(method, path, body) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await send(method, path, body);
      const wait = waitFor(answer, method, attempt);
      if (wait !== undefined) await sleep(wait * 1000);
      else if (answer.failure) throw new ServiceError(`${service} cannot be reached: ${answer.failure}.`);
      else if (answer.status >= 400) throw refused(method, path, answer);
      else return answer.json;
    }
  }

  async function send(method, path, body) {
    try {
      const response = await fetch(`${baseUrl.replace(/\/$/, '')}${path}`, {
        method,
        headers: { ...headers, 'user-agent': 'cutover', 'content-type': 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, json: parsed(await response.text()) };
    } catch (problem) {
      return { failure: oneLine(problem?.cause?.code ?? problem?.name ?? 'no answer', 80) };
    }
  }

  function refused(method, path, { status, json, headers: answered }) {
    const said = typeof json?.message === 'string' ? `: ${oneLine(json.message, 200)}` : '';
    const limited = isLimited(status, answered) ? 'Too many requests; run the job again later.' : undefined;
    const hint = limited ?? hints[status] ?? '';
    return new ServiceError(
      `${service} refused ${method} ${path.split('?', 1)[0]} (${status}${said}). ${hint}`.trim(),
      status,
    );
  }

  return {
    get: (path) => request('GET', path),
    post: (path, body) => request('POST', path, body),
    patch: (path, body) => request('PATCH', path, body),
    put: (path, body) => request('PUT', path, body),
    /** All pages of a list. */
    async list(path) {
      const all = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const found = await request(
          'GET',
          `${path}${path.includes('?') ? '&' : '?'}per_page=${PER_PAGE}&page=${page}`,
        );
        if (!Array.isArray(found)) throw new ServiceError(`${service} sent no list for ${path}.`);
        all.push(...found);
        if (found.length < PER_PAGE) return all;
      }
      throw new ServiceError(`${service} has more than ${MOST_PAGES * PER_PAGE} entries at ${path}.`);
    },
  };
}

/** Seconds until the next try; undefined if there is to be none. */
function waitFor({ status, headers, failure }, method, attempt) {
  if (attempt >= TRIES) return undefined;
  if (!failure && isLimited(status, headers)) {
    const asked = secondsAsked(headers);
    return asked <= LONGEST_WAIT ? asked : undefined;
  }
  return method !== 'POST' && (failure || status >= 500) ? attempt : undefined;
}

function isLimited(status, headers) {
  if (status === 429) return true;
  return (
    status === 403 && (headers.get('retry-after') !== null || headers.get('x-ratelimit-remaining') === '0')
  );
}

function secondsAsked(headers) {
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  if (after >= 0) return after;
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return reset > 0 ? Math.max(1, reset - Math.floor(Date.now() / 1000)) : 1;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
