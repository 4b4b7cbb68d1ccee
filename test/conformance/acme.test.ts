// The example provider keeps the laws like any other, by its author's own test. A long hunt: npm run laws -- --provider acme
import '../../examples/provider-acme/laws.test.js';
