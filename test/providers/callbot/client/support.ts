// Small Callbot accounts for the tests of the client: what the lists of nxcloud.md B.6 would say, and plans over it.
import {
  type Answer,
  type CenterPlan,
  type Desired,
  type Ledger,
  type Live,
  type PlanContext,
  type ReadClient,
  type ReadRequest,
  type Value,
  VendorError,
} from '../../../../src/contract/index.js';
import { plan } from '../../../../src/plan/plan.js';
import { provider } from '../../../../src/providers/callbot/provider.js';
import { buildDesired } from '../../../../src/schema/build.js';
import { parseFiles } from '../../../../src/schema/parse.js';

export const LEDGER: Ledger = { formatVersion: 1, center: 'acme', account: 'uuid_test_0001', facts: {} };
export const SETTINGS = {
  baseUrl: 'https://nxbot.example.com',
  uuid: 'uuid_test_0001',
  secretKey: 'secret_test_0001',
} as const;

export const HEAD = `version: 1
center: acme
provider: { type: callbot, baseUrl: "https://nxbot.example.com", uuid: uuid_test_0001, secretKey: "\${KEY}" }
`;

/** What is wrong with a document, if anything, and what it wants. */
export function loaded(
  text: string,
  files: Record<string, string> = {},
): { problems: string[]; desired: Desired } {
  const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
  const { centers, problems } = buildDesired(
    parseFiles([{ path: 'center.yaml', bytes: bytes(HEAD + text) }]),
    {
      env: { KEY: 'secret_test_0001' },
      readBeside: (_document, path) => {
        const content = files[path];
        if (content === undefined) throw new Error(`no file ${path}`);
        return bytes(content);
      },
      provider: () => provider,
    },
  );
  const [desired] = centers;
  if (!desired) throw new Error(problems.map(({ message }) => message).join('\n'));
  const shown = problems.filter(({ severity }) => severity === 'error');
  return { problems: shown.map(({ line, message }) => `${line}: ${message}`), desired };
}

export interface Order {
  readonly orderID: string;
  readonly userPhone?: string;
  /** Set when it was dialled. */
  readonly callID?: string;
}

export interface Task {
  readonly userTaskID: string;
  readonly sceneID?: string;
  readonly taskStatus: number;
  readonly orders?: readonly Order[];
  /** The latest batch. */
  readonly batch?: readonly Order[];
  /** Said instead of the true number; null says nothing. */
  readonly total?: number | null;
}

export interface Account {
  readonly tasks: readonly Task[];
  /** Ids that the list does not hold although they exist. */
  readonly hidden?: readonly string[];
  /** Readings of the sheet: an export holds only who was dialled; an unknown id, or a listing, is refused. */
  readonly exports?: 'dialled';
  readonly refuses?: 'unknown orders' | 'empty conditions' | 'large pages';
}

export const ok = (fields: Record<string, unknown> = {}): Answer => {
  const body = { retCode: 0, retMsg: 'success', responseID: 'r1', ...fields };
  return { status: 200, headers: {}, body, text: JSON.stringify(body) };
};

/** Answers reads as the sheet describes them. */
export function clientOf(account: Account): { client: ReadClient; asked: ReadRequest[] } {
  const asked: ReadRequest[] = [];
  return {
    asked,
    client: {
      async read(request) {
        asked.push(request);
        if (request.method !== 'POST') throw new VendorError('refused', 'Callbot has no GET');
        checkAccepted(request.path, request.body as Record<string, Value>, account);
        return ok(answerTo(request.path, request.body as Record<string, Value>, account));
      },
    },
  };
}

function checkAccepted(path: string, body: Record<string, Value>, { tasks, refuses }: Account): void {
  const refuse = (): never => {
    throw new VendorError('refused', `POST ${path}: refused`);
  };
  if (path === 'listOrderDetail' && refuses === 'unknown orders') {
    const task = tasks.find(({ userTaskID }) => userTaskID === body.userTaskID);
    const known = new Set([...(task?.orders ?? []), ...(task?.batch ?? [])].map(({ orderID }) => orderID));
    if ((body.orderList as readonly string[]).some((id) => !known.has(id))) refuse();
  }
  if (path !== 'listTask') return;
  const isEmpty = Object.keys(body.queryConditions as object).length === 0;
  if (isEmpty && refuses === 'empty conditions') refuse();
  if (Number(body.size) > 10 && refuses === 'large pages') refuse();
}

function answerTo(
  path: string,
  body: Record<string, Value>,
  { tasks, hidden = [], exports }: Account,
): Record<string, unknown> {
  const task = tasks.find(({ userTaskID }) => userTaskID === body.userTaskID);
  if (path === 'exportBatchCall') {
    const callList = (task?.batch ?? [])
      .filter(({ callID }) => exports === undefined || callID !== undefined)
      .map((order) => ({ callID: '', callStartTs: 0, ...order }));
    return { totalCount: callList.length, batchID: 'b1', callList };
  }
  if (path === 'listOrderDetail') {
    const wanted = new Set(body.orderList as readonly string[]);
    const all = [...(task?.orders ?? []), ...(task?.batch ?? [])];
    const detail = ({ callID, ...order }: Order) => ({
      ...order,
      finish: callID !== undefined,
      callInfoDetailList: callID === undefined ? [] : [{ callID }],
    });
    return { orderDetailList: all.filter(({ orderID }) => wanted.has(orderID)).map(detail) };
  }
  const { userTaskID: ids } = body.queryConditions as { userTaskID?: readonly string[] };
  const rows = tasks
    .filter(({ userTaskID }) => (ids ? ids.includes(userTaskID) : !hidden.includes(userTaskID)))
    .map(({ orders = [], batch = [], total = orders.length + batch.length, ...row }) => ({
      ...row,
      taskID: `t-${row.userTaskID}`,
      createTs: 1_700_000_000,
      taskStat: total === null ? {} : { totalOrderCount: total },
    }));
  const [page, size] = [Number(body.page), Number(body.size)];
  return { taskData: rows.slice((page - 1) * size, page * size) };
}

export interface Outcome {
  readonly plan: CenterPlan;
  readonly context: PlanContext;
  readonly live: Live;
  /** Paths that were read, in order. */
  readonly reads: readonly string[];
}

/** Reads the account and plans the document over it, as the program does. */
export async function planned(
  text: string | Desired,
  account: Account = { tasks: [] },
  ledger: Ledger = LEDGER,
): Promise<Outcome> {
  const desired = typeof text === 'string' ? loaded(text).desired : text;
  const { client, asked } = clientOf(account);
  const live = await provider.read(client, {
    desired,
    ledger,
    settings: SETTINGS,
    identify: true,
    sections: desired.sections,
  });
  const made = plan({ desired, live, ledger, provider });
  return { ...made, live, reads: asked.map(({ path }) => path) };
}

/** Operation and, of contacts, which ones. */
export const callLines = ({ calls }: CenterPlan): string[] =>
  calls.map(({ operation, body }) => {
    const info = (body as { callInfoList?: { callList: readonly { orderID: string }[] } }).callInfoList;
    return info ? `${operation} ${info.callList.map(({ orderID }) => orderID).join(',')}` : operation;
  });

export const facts = (entries: Ledger['facts']): Ledger => ({ ...LEDGER, facts: entries });
