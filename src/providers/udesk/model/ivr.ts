// Voice files, default voices and the fast-router table (udesk.md §2.7).

import type { Effect } from '../../../contract/index.js';
import { type Handler, listOr } from './decision.js';
import { bodyFields, type Fields, listField, neededText, objectOf, PATTERN, textField } from './fields.js';
import { queueOf } from './lookup.js';
import { fastRouteResource } from './normal-form.js';
import { duplicate, fileNameBlank, parameterError, recordNotFound } from './refusal.js';
import type { App, FastRoute } from './state.js';

export const createVoiceFile: Handler = ({ app, body }) => {
  const fields = bodyFields(body);
  const name = fileName(fields);
  const type = textField(fields, 'FileType', /^wav$/) ?? 'wav';
  const description = textField(fields, 'FileDesc') ?? '';
  if (app.voiceFiles.has(name)) throw duplicate(name, 'FileName');
  return {
    commit: () => {
      app.voiceFiles.set(name, { name, type, description });
      return [];
    },
  };
};

export const deleteVoiceFile: Handler = ({ app, body }) => {
  const name = fileName(bodyFields(body));
  if (!app.voiceFiles.has(name)) throw recordNotFound();
  return {
    commit: () => {
      app.voiceFiles.delete(name);
      return [];
    },
  };
};

export const listVoiceFiles: Handler = ({ app, options }) => ({
  result: {
    IvrVFiles: listOr(
      [...app.voiceFiles.values()].map(({ name, type, description }) => ({
        FileName: name,
        FileType: type,
        FileDesc: description,
      })),
      options,
    ),
  },
});

function fileName(fields: Fields): string {
  const name = textField(fields, 'FileName');
  if (name === undefined || name === '') throw fileNameBlank();
  return name;
}

const SLOTS: readonly string[] = [
  'Welcome',
  'ClosingTime',
  'NoAnswer',
  'VoiceMail',
  'Waiting',
  'Consult',
  'Hold',
  'QueueTimeout',
  'Evaluate',
];

/** Typed as a list but described as one keyed object: both are taken. POST and PUT replace alike. */
export const setVoices: Handler = ({ app, body }) => {
  const given = bodyFields(body).DefVoices;
  if (Array.isArray(given) && given.length !== 1) throw parameterError();
  const slots = objectOf(Array.isArray(given) ? given[0] : given);
  const voices = new Map<string, unknown>();
  const files: string[] = [];
  for (const slot of SLOTS) {
    const value = slots[slot];
    if (value === undefined) continue;
    voices.set(slot, value === 'default' ? value : voiceOf(objectOf(value), files));
  }
  if (files.some((file) => !app.voiceFiles.has(file))) throw recordNotFound();
  return {
    commit: () => {
      app.voices = voices;
      return [];
    },
  };
};

function voiceOf(fields: Fields, files: string[]): Readonly<Record<string, string>> {
  const Type = neededText(fields, 'Type', /^(?:tts|wav)$/);
  const Content = neededText(fields, 'Content');
  if (Type === 'wav') files.push(Content);
  return { Type, Content };
}

/** The documented reply has no slot names: it cannot be mapped back. */
export const listVoices: Handler = ({ app, options }) => ({
  result: { Voices: listOr([...app.voices.values()], options) },
});

/** One table; POST and PUT replace it alike. How to empty it is not said, so an empty one is refused. */
export const setFastRoutes: Handler = ({ app, body, options }) => {
  const rows = listField(bodyFields(body), 'FastRouter').map((row) => fastRoute(objectOf(row)));
  const table = new Map(rows);
  if (table.size < rows.length) throw parameterError();
  if (rows.length === 0 && options.emptyFastRouter === 'reject') throw parameterError();
  for (const { queue } of table.values()) queueOf(app, queue);
  return { commit: () => replaceFastRoutes(app, table) };
};

function fastRoute(fields: Fields): [string, FastRoute] {
  const key = neededText(fields, 'Dtmf', PATTERN.dtmf);
  const description = textField(fields, 'Desc');
  if (description === undefined) throw parameterError();
  return [key, { queue: neededText(fields, 'QueueId', PATTERN.queueId), description }];
}

export function replaceFastRoutes(app: App, table: App['fastRoutes']): readonly Effect[] {
  const gone = [...app.fastRoutes.keys()].filter((key) => !table.has(key));
  app.fastRoutes = table;
  return [
    ...gone.map((key): Effect => ({ drop: `fast-route/${key}` })),
    ...[...table].map(([key, route]): Effect => ({ put: fastRouteResource(key, route) })),
  ];
}

/** At the top level of the answer, not inside `Result` (udesk.md §1.3, family A′). */
export const listFastRoutes: Handler = ({ app, options }) => ({
  beside: {
    FastRouter: listOr(
      [...app.fastRoutes].map(([Dtmf, { queue, description }]) => ({
        Dtmf,
        Desc: description,
        QueueId: queue,
      })),
      options,
    ),
  },
});
