// The example provider is plain JavaScript, as an author may write it; this is what its subject exports.
declare module '*/provider-acme/subject.js' {
  export const subject: import('../../src/conformance/index.js').ConformanceSubject;
}

declare module '*/provider-acme/laws.test.js' {}
