// Building blocks for what many vendors have alike. Vendors from outside get them as `kit` of cutover/provider.

export { byAbout, fieldsAfter, fieldsSet, grouped, only, sets } from './changes.js';
export { differing, finding } from './check.js';
export { declared, type Form, labelled, NO_FIELDS, orNothing, plain, textsOf, written } from './fields.js';
export { counted, idOf, idsIn, liveOf, ofKind } from './live.js';
export { allowEmpty, listOf, type Members, memberKind, memberOf, memberSection } from './members.js';
export { type Objects, objectKind, objectOf, objectSection } from './objects.js';
export { callbackRisk, memberRisk, named, type Risky } from './risks.js';
export { allowInsecureHttp, fromEnv } from './settings.js';
export { judgeStatus } from './status.js';
