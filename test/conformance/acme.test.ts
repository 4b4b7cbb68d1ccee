// The example provider keeps the laws like any other. A long hunt: npm run laws -- --provider acme --runs 2000
import { subject } from '../../examples/provider-acme/subject.js';
import { keepsTheLaws } from './keep-the-laws.js';

keepsTheLaws('Acme', subject);
