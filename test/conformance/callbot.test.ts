// Callbot keeps the laws. A long hunt: npm run laws -- --provider callbot --runs 2000 --seed=7
import { callbot } from './callbot/subject.js';
import { keepsTheLaws } from './keep-the-laws.js';

keepsTheLaws('Callbot', callbot);
