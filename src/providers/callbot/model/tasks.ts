// Makes and changes tasks: `createTask`, `createAndCall`, `updateTask`.

import type { Effect } from '../../../contract/index.js';
import { appendTo, replyToRows } from './append.js';
import type { Ask, Decision } from './decision.js';
import { checkKnown, type Fields, idField, optionalObject, optionalText } from './fields.js';
import { taskOf } from './find.js';
import { campaignResource } from './normal-form.js';
import { optionalCallback, readCallInfo, sortRows } from './orders.js';
import { setStatus } from './progress.js';
import { missing, wrongValue } from './refusal.js';
import { type Page, readFlags, readSetting } from './settings.js';
import { type CallbotState, STATUS, type Task } from './state.js';
import { namesIn, type Options } from './switches.js';

const KEYS = ['productID', 'userTaskID', 'sceneID', 'taskCreateSetting', 'funcFlag'];
const CREATE_SAMPLE = ['taskCreateSetting', 'funcFlag', 'other', 'taskCallbackUrl', 'orderCallbackUrl'];
/** `account` stands in the sample and not where the table begins (nxcloud.md §6 no. 18). */
const CREATE = new Set([...KEYS, ...CREATE_SAMPLE, 'account']);
const CREATE_AND_CALL = new Set([...KEYS, 'callInfoList']);
const UPDATE = new Set(KEYS);

/** nxcloud.md B.6.2. */
export function createTask({ state, options, fields, tools }: Ask): Decision {
  checkKnown(fields, CREATE, options);
  const userTaskID = idField(fields, 'userTaskID');
  const sceneID = readScene(fields, options);
  if (options.createRequires === 'sample') {
    for (const name of CREATE_SAMPLE) if (fields[name] === undefined) throw missing(name);
  }
  optionalText(fields, 'account');
  const written = readWritten(fields, 'createTask', options);
  const other = optionalText(fields, 'other') ?? '';
  const task = optionalCallback(fields, 'taskCallbackUrl', options) ?? '';
  const order = optionalCallback(fields, 'orderCallbackUrl', options) ?? '';
  const known = knownTask(state, userTaskID);
  const commit = (): readonly Effect[] => {
    const made = makeTask(state, userTaskID, sceneID, written, tools.now());
    made.callbacks = { task, order, call: '' };
    state.tasks.set(userTaskID, { ...made, other });
    return startUp(state, userTaskID, tools.now());
  };
  return { ...(known ? {} : { commit }), reply: () => replyOf(state, userTaskID, options) };
}

/** nxcloud.md B.6.4: not documented to be all or nothing. */
export function createAndCall({ state, options, fields, tools }: Ask): Decision {
  checkKnown(fields, CREATE_AND_CALL, options);
  const userTaskID = idField(fields, 'userTaskID');
  const sceneID = readScene(fields, options);
  const written = readWritten(fields, 'others', options);
  const info = readCallInfo(fields, options);
  if (knownTask(state, userTaskID)) {
    return { reply: () => replyOf(state, userTaskID, options) };
  }
  const sorting = sortRows(state, info.rows, () => false);
  return {
    commit() {
      const made = makeTask(state, userTaskID, sceneID, written, tools.now());
      state.tasks.set(userTaskID, made);
      const started = startUp(state, userTaskID, tools.now());
      const added = appendTo(state, made, info, sorting.good);
      const going =
        options.createAndCall === 'starts' ? setStatus(state, made, STATUS.running, tools.now()) : [];
      return [...started, ...added, ...going];
    },
    reply: () =>
      options.unseenReplies === 'bare'
        ? {}
        : { ...replyOf(state, userTaskID, options), ...replyToRows(sorting, info.rows.length, options) },
  };
}

/** nxcloud.md B.6.6: only paused or not started. */
export function updateTask({ state, options, fields, tools }: Ask): Decision {
  checkKnown(fields, UPDATE, options);
  const task = taskOf(state, fields);
  const sceneID = optionalText(fields, 'sceneID');
  if (sceneID !== undefined && sceneID !== task.sceneID) throw wrongValue('sceneID cannot change');
  const written = readWritten(fields, 'others', options);
  if (task.status !== STATUS.waiting && task.status !== STATUS.paused) {
    throw wrongValue('userTaskID: the task is neither paused nor waiting');
  }
  return {
    commit: () => overwrite(state, task, written, tools.now()),
    reply: () => replyOf(state, task.userTaskID, options),
  };
}

interface Written {
  readonly setting: Fields | undefined;
  readonly flags: Fields | undefined;
  readonly taskCallbackUrl: string | undefined;
}

function readWritten(fields: Fields, page: Page, options: Options): Written {
  const setting = optionalObject(fields, 'taskCreateSetting');
  const flags = optionalObject(fields, 'funcFlag');
  const { taskCallbackUrl, ...rest } = setting ? readSetting(setting, page, options) : {};
  const url = taskCallbackUrl === undefined ? undefined : { taskCallbackUrl };
  return {
    setting: setting && rest,
    flags: flags && readFlags(flags, page, options),
    taskCallbackUrl: url && optionalCallback(url, 'taskCallbackUrl', options),
  };
}

function readScene(fields: Fields, options: Options): string {
  const sceneID = idField(fields, 'sceneID');
  const scenes = namesIn(options.scenes);
  if (scenes.size > 0 && !scenes.has(sceneID)) throw wrongValue('sceneID');
  return sceneID;
}

/** An id that exists is refused, or passed over (nxcloud.md §6 no. 26: invented, either way). */
function knownTask(state: CallbotState, userTaskID: string): boolean {
  const known = state.tasks.has(userTaskID);
  if (known && state.options.duplicateTask === 'refuse') throw wrongValue('userTaskID exists');
  return known;
}

function makeTask(
  state: CallbotState,
  userTaskID: string,
  sceneID: string,
  written: Written,
  now: number,
): Task {
  state.last += 1;
  return {
    userTaskID,
    taskID: String(state.last),
    sceneID,
    status: STATUS.waiting,
    createTs: Math.floor(now / 1000),
    setting: written.setting ?? {},
    flags: written.flags ?? {},
    other: '',
    callbacks: { task: written.taskCallbackUrl ?? '', order: '', call: '' },
    orders: new Map(),
    batch: '',
    settlesAt: 0,
  };
}

/** `startupType` 3 dials at once and 2 at `startupAt` (nxcloud.md B.5: inferred). */
function startUp(state: CallbotState, userTaskID: string, now: number): readonly Effect[] {
  const task = state.tasks.get(userTaskID);
  if (!task) return [];
  const { startupType, startupAt } = task.setting;
  if (startupType === 2) {
    const due = Number(startupAt ?? 0) * 1000;
    state.pending.push({ due, userTaskID, status: STATUS.running, onlyFrom: STATUS.waiting });
  }
  const started = startupType === 3 ? setStatus(state, task, STATUS.running, now) : [];
  return started.length > 0 ? started : [{ put: campaignResource(task) }];
}

function overwrite(state: CallbotState, task: Task, written: Written, now: number): readonly Effect[] {
  const keep = state.options.updateOmitted === 'keep';
  const before = lasting(task.flags);
  const { setting = {}, flags = {}, taskCallbackUrl } = written;
  task.setting = keep ? { ...task.setting, ...setting } : setting;
  task.flags = keep ? { ...task.flags, ...flags } : flags;
  task.callbacks = { ...task.callbacks, task: taskCallbackUrl ?? (keep ? task.callbacks.task : '') };
  if (lasting(task.flags) !== before) task.settlesAt = now + Number(state.options.updateSettles);
  return startUp(state, task.userTaskID, now);
}

/** Flags that settle late: encryption and SMS. */
function lasting({ phoneEncrypt, smsEnable, smsFuncFlag }: Fields): string {
  return JSON.stringify([phoneEncrypt ?? false, smsEnable ?? false, smsFuncFlag ?? []]);
}

/** Not seen: as mgrTaskStatus answers, or bare. */
function replyOf(state: CallbotState, userTaskID: string, options: Options): Fields {
  const task = state.tasks.get(userTaskID);
  return task && options.unseenReplies === 'siblings' ? { taskID: task.taskID, taskStatus: task.status } : {};
}
