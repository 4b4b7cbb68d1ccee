// Building blocks for what many vendors have alike. Vendors from outside get them as `kit` of cutover/provider.

export { grouped } from './calls.js';
export { declared, labelled, NO_FIELDS, orNothing, textsOf, written } from './fields.js';
export { counted, idsIn, liveOf, ofKind } from './live.js';
export { allowEmpty, listOf, type Members, memberKind, memberOf, memberSection } from './members.js';
export { type Objects, objectKind, objectOf, objectSection } from './objects.js';
