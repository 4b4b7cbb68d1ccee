// The few endpoints of GitLab that the include uses: notes of a merge request, and the lock of a Terraform state.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Note {
  readonly id: number;
  body: string;
  readonly author: number;
}

export interface GitLab {
  /** `CI_API_V4_URL` */
  readonly url: string;
  readonly notes: Note[];
  /** `METHOD /path` of every request. */
  readonly requests: string[];
  readonly token: string;
  readonly jobToken: string;
  close(): Promise<void>;
}

const NOTES = '/projects/42/merge_requests/7/notes';
const BOT = 5;

export async function startGitLab(): Promise<GitLab> {
  const notes: Note[] = [];
  const requests: string[] = [];
  const locks = new Set<string>();
  const token = 'glpat-made-up-canary';
  const jobToken = 'job-made-up-canary';
  const basic = `Basic ${Buffer.from(`gitlab-ci-token:${jobToken}`).toString('base64')}`;

  function answered(
    line: string,
    search: URLSearchParams,
    headers: Record<string, unknown>,
    text: string,
  ): [number, unknown] {
    const lock = /^(POST|DELETE) (\/projects\/42\/terraform\/state\/[\w-]+)\/lock$/.exec(line);
    if (lock) {
      const [, method, name = ''] = lock;
      if (headers.authorization !== basic) return [401, { message: '401 Unauthorized' }];
      if (method === 'DELETE') return [locks.delete(name) ? 200 : 409, {}];
      if (locks.has(name)) return [423, {}];
      locks.add(name);
      return [200, {}];
    }
    if (headers['private-token'] !== token) return [401, { message: '401 Unauthorized' }];
    if (line === 'GET /user') return [200, { id: BOT }];
    if (line === `GET ${NOTES}`) {
      const size = Number(search.get('per_page') ?? 20);
      const from = (Number(search.get('page') ?? 1) - 1) * size;
      return [200, notes.slice(from, from + size).map((note) => ({ ...note, author: { id: note.author } }))];
    }
    const { body } = JSON.parse(text === '' ? '{}' : text) as { body?: string };
    if (line === `POST ${NOTES}` && body) {
      const note = { id: 100 + notes.length, body, author: BOT };
      notes.push(note);
      return [201, note];
    }
    const changed = notes.find(({ id }) => line === `PUT ${NOTES}/${id}`);
    if (!changed || !body) return [404, { message: '404 Not found' }];
    changed.body = body;
    return [200, changed];
  }

  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://stand-in');
      const line = `${request.method} ${pathname.replace('/api/v4', '')}`;
      requests.push(line);
      const [status, json] = answered(line, searchParams, request.headers, text);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
  return {
    url,
    notes,
    requests,
    token,
    jobToken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
