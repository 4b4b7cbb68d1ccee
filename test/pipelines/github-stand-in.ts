// The few endpoints of GitHub that the action uses, with their rules: tokens with rights, pages, the length of a text.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Right = 'read' | 'write';

/** What a job's token may do; absent: nothing. */
export interface Rights {
  readonly 'pull-requests'?: Right;
  readonly issues?: Right;
}

export interface Comment {
  readonly id: number;
  body: string;
  readonly author: string;
}

export interface Issue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  readonly author: string;
  readonly labels: readonly string[];
  readonly comments: Comment[];
  /** Set for a pull request: the commit that its merge made. */
  readonly pull?: { mergeCommit?: string };
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GitHub {
  readonly url: string;
  readonly issues: Issue[];
  /** `METHOD /path` of every request. */
  readonly requests: string[];
  /** Answers to give first, in order, to requests that match. */
  readonly faults: { readonly on: RegExp; readonly answer: Answer }[];
  /** A token that may do this; it writes as `author`. */
  token(rights: Rights, author?: string): string;
  openPull(): Issue;
  /** Somebody else writes. */
  comment(number: number, author: string, body: string): Comment;
  close(): Promise<void>;
}

const BOT = 'github-actions[bot]';
const LONGEST = 65_536;

/** Starts it for one repository, `owner/name`. */
export async function startGitHub(repository: string): Promise<GitHub> {
  const issues: Issue[] = [];
  const requests: string[] = [];
  const faults: { on: RegExp; answer: Answer }[] = [];
  const tokens = new Map<string, { rights: Rights; author: string }>();
  let lastId = 1000;
  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };
  const add = (issue: Omit<Issue, 'number' | 'comments' | 'state'>): Issue => {
    const added: Issue = { ...issue, number: issues.length + 1, comments: [], state: 'open' };
    issues.push(added);
    return added;
  };

  function answered(request: IncomingMessage, text: string): Answer {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, 'http://stand-in');
    requests.push(`${method} ${pathname}`);
    const at = faults.findIndex(({ on }) => on.test(`${method} ${pathname}`));
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (fault) return fault.answer;
    const who = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
    if (!who) return error(401, 'Bad credentials');
    if (!pathname.startsWith(`/repos/${repository}/`)) return error(404, 'Not Found');
    const path = pathname.slice(`/repos/${repository}`.length);
    const may = (right: keyof Rights, what: Right): boolean =>
      who.rights[right] === 'write' || (what === 'read' && who.rights[right] === 'read');
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const page = (all: readonly unknown[]): Answer => {
      const size = Number(searchParams.get('per_page') ?? 30);
      const from = (Number(searchParams.get('page') ?? 1) - 1) * size;
      return { status: 200, json: all.slice(from, from + size) };
    };
    const route = (pattern: RegExp): string | undefined =>
      pattern.exec(`${method} ${path}`)?.slice(1).join('');
    const issueAt = (number: string): Issue | undefined =>
      issues.find((issue) => issue.number === Number(number));
    /** Comments of a pull request need the right to pull requests, those of an issue that to issues. */
    const forbidden = (issue: Issue, what: Right): Answer | undefined =>
      may(issue.pull ? 'pull-requests' : 'issues', what) ? undefined : denied();

    const listed = route(/^GET \/issues\/(\d+)\/comments$/);
    if (listed !== undefined) {
      const issue = issueAt(listed);
      return issue
        ? (forbidden(issue, 'read') ?? page(issue.comments.map(commentJson)))
        : error(404, 'Not Found');
    }
    const commented = route(/^POST \/issues\/(\d+)\/comments$/);
    if (commented !== undefined) {
      const issue = issueAt(commented);
      if (!issue) return error(404, 'Not Found');
      const refused = forbidden(issue, 'write') ?? tooLong(body);
      if (refused) return refused;
      const comment: Comment = { id: nextId(), body: String(body.body), author: who.author };
      issue.comments.push(comment);
      return { status: 201, json: commentJson(comment) };
    }
    const changed = route(/^PATCH \/issues\/comments\/(\d+)$/);
    if (changed !== undefined) {
      const issue = issues.find(({ comments }) => comments.some(({ id }) => id === Number(changed)));
      const comment = issue?.comments.find(({ id }) => id === Number(changed));
      if (!issue || !comment) return error(404, 'Not Found');
      const refused = forbidden(issue, 'write') ?? tooLong(body);
      if (refused) return refused;
      comment.body = String(body.body);
      return { status: 200, json: commentJson(comment) };
    }
    if (route(/^GET \/issues()$/) !== undefined) {
      const state = searchParams.get('state') ?? 'open';
      if (!may('issues', 'read')) return denied();
      return page(issues.filter((issue) => state === 'all' || issue.state === state).map(issueJson));
    }
    if (route(/^POST \/issues()$/) !== undefined) {
      const refused = may('issues', 'write') ? tooLong(body) : denied();
      if (refused) return refused;
      const labels = Array.isArray(body.labels) ? body.labels.map(String) : [];
      const issue = add({ title: String(body.title), body: String(body.body), author: who.author, labels });
      return { status: 201, json: issueJson(issue) };
    }
    const edited = route(/^PATCH \/issues\/(\d+)$/);
    if (edited !== undefined) {
      const issue = issueAt(edited);
      if (!issue) return error(404, 'Not Found');
      const refused = may('issues', 'write') ? tooLong(body) : denied();
      if (refused) return refused;
      if (typeof body.title === 'string') issue.title = body.title;
      if (typeof body.body === 'string') issue.body = body.body;
      if (body.state === 'open' || body.state === 'closed') issue.state = body.state;
      return { status: 200, json: issueJson(issue) };
    }
    const commit = route(/^GET \/commits\/([0-9a-f]+)\/pulls$/);
    if (commit !== undefined) {
      if (!may('pull-requests', 'read')) return denied();
      return page(issues.filter(({ pull }) => pull?.mergeCommit === commit).map(issueJson));
    }
    return error(404, 'Not Found');
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const { status, json, headers } = answered(request, text);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    issues,
    requests,
    faults,
    token(rights, author = BOT) {
      const token = `ghs_made-up-${tokens.size}-canary`;
      tokens.set(token, { rights, author });
      return token;
    },
    openPull: () => add({ title: 'A change', body: '', author: 'somebody', labels: [], pull: {} }),
    comment(number, author, body) {
      const comment = { id: nextId(), body, author };
      issues.find((issue) => issue.number === number)?.comments.push(comment);
      return comment;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };

  function commentJson({ id, body, author }: Comment): unknown {
    return { id, body, user: { login: author }, html_url: `https://example.com/comments/${id}` };
  }

  function issueJson({ number, title, body, state, author, pull }: Issue): unknown {
    return {
      number,
      title,
      body,
      state,
      user: { login: author },
      html_url: `https://example.com/issues/${number}`,
      ...(pull ? { pull_request: {}, merged_at: pull.mergeCommit ? '2026-01-01T00:00:00Z' : null } : {}),
    };
  }
}

function tooLong({ body }: Record<string, unknown>): Answer | undefined {
  return typeof body === 'string' && body.length > LONGEST
    ? error(422, 'Body is too long (maximum is 65536 characters)')
    : undefined;
}

function denied(): Answer {
  return error(403, 'Resource not accessible by integration');
}

export function error(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, json: { message }, headers };
}
