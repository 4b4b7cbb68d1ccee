// The conformance suite: one set of laws that every provider keeps against its simulator, over real HTTP.

import { type Law, type LawMaker, lawOf } from './law.js';
import { converge } from './laws/converge.js';
import { idempotent } from './laws/idempotent.js';
import type { ConformanceSubject } from './subject.js';

export { type Law, LawBroken, type LawReport, type RunOptions } from './law.js';
export type { ConformanceSubject, Mode, Sections, Story, Version } from './subject.js';

/** The laws of one provider, to be run by whatever runs tests. */
export function conformance(subject: ConformanceSubject): Law[] {
  const bind = <More>(maker: LawMaker<More>): Law => lawOf(subject, maker);
  return [bind(converge), bind(idempotent)];
}
