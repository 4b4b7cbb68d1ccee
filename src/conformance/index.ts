// The conformance suite: one set of laws that every provider keeps against its simulator, over real HTTP.

import { type Law, type LawMaker, lawOf } from './law.js';
import { converge } from './laws/converge.js';
import { crash } from './laws/crash.js';
import { faults } from './laws/faults.js';
import { idempotent } from './laws/idempotent.js';
import { ledger } from './laws/ledger.js';
import { liveCalls } from './laws/live-calls.js';
import { minimal } from './laws/minimal.js';
import { orderFree } from './laws/order-free.js';
import { quiet } from './laws/quiet.js';
import { readOnly } from './laws/read-only.js';
import { roundTrip } from './laws/round-trip.js';
import { safe } from './laws/safe.js';
import { scope } from './laws/scope.js';
import { stale } from './laws/stale.js';
import type { ConformanceSubject } from './subject.js';

export { type Law, LawBroken, type LawReport, type RunOptions } from './law.js';
export type { ConformanceSubject, Mode, Sections, Story, Version } from './subject.js';

/** The laws of one provider, to be run by whatever runs tests. */
export function conformance(subject: ConformanceSubject): Law[] {
  const bind = <More>(maker: LawMaker<More>): Law => lawOf(subject, maker);
  return [
    bind(converge),
    bind(idempotent),
    bind(readOnly),
    bind(roundTrip),
    bind(orderFree),
    bind(safe),
    bind(minimal),
    bind(faults),
    bind(crash),
    bind(stale),
    bind(ledger),
    bind(scope),
    bind(quiet),
    bind(liveCalls),
  ];
}
