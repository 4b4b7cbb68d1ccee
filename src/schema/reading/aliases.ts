// Anchors and aliases: shared, never copied, and bounded, so that a small file cannot become a large one.

import { isList, type Raw } from '../raw.js';
import {
  type Anchor,
  add,
  type Composer,
  type Frame,
  innermost,
  MAX_DEPTH,
  type Named,
  say,
  setKey,
} from './composer.js';

/** How many values aliases may add to those that are written, in one file. */
const MAX_ALIASED = 1_000_000;

/** Keeps what an anchor stands for, if the event has one. */
export function remember(
  composer: Composer,
  event: Named,
  value: Raw,
  text: string | undefined,
): Anchor | undefined {
  if (event.anchorStart < 0) return undefined;
  const anchor = { value, text, nodes: 1, height: 0, isOpen: false };
  composer.anchors.set(composer.source.text.slice(event.anchorStart, event.anchorEnd), anchor);
  return anchor;
}

/** Puts what an alias stands for where the alias is. */
export function alias(composer: Composer, event: Named): void {
  const offset = event.anchorStart - 1;
  composer.last = offset;
  const name = composer.source.text.slice(event.anchorStart, event.anchorEnd);
  const anchor = composer.anchors.get(name);
  const frame = innermost(composer);
  const wrong = aliasProblem(composer, name, anchor);
  if (frame?.isMap && frame.key === undefined) {
    aliasKey(composer, frame, anchor, offset, wrong ?? `The alias *${name} is a key and stands for no text.`);
  } else if (wrong === undefined && anchor) {
    add(composer, anchor.value, offset, anchor.nodes, anchor.height);
  } else {
    say(composer, offset, 'bad-alias', wrong ?? '');
    addSpoiled(composer, offset);
  }
}

function aliasKey(
  composer: Composer,
  frame: Frame,
  anchor: Anchor | undefined,
  offset: number,
  otherwise: string,
): void {
  if (anchor?.text !== undefined) {
    setKey(composer, frame, anchor.text, offset, false);
    return;
  }
  frame.key = null;
  say(composer, offset, 'bad-alias', otherwise);
}

/** Something stands here that could not be read. */
function addSpoiled(composer: Composer, offset: number): void {
  const frame = innermost(composer);
  const key = frame && (isList(frame.holder) ? frame.holder.length : frame.key);
  add(composer, null, offset, 1, 0);
  if (frame && key !== null && key !== undefined) composer.places.spoil(frame.holder, key);
}

function aliasProblem(composer: Composer, name: string, anchor: Anchor | undefined): string | undefined {
  if (anchor === undefined) return `There is no anchor &${name} above this alias. Write the value out.`;
  if (anchor.isOpen) return `The alias *${name} stands inside what it stands for. Write the value out.`;
  if (composer.frames.length + anchor.height > MAX_DEPTH) {
    return `With the alias *${name} this is nested more than ${MAX_DEPTH} levels deep. Write less of it.`;
  }
  composer.aliased += anchor.nodes;
  if (composer.aliased <= MAX_ALIASED) return undefined;
  return `Aliases make the file more than ${MAX_ALIASED} values larger than it is written. Write the values out.`;
}
