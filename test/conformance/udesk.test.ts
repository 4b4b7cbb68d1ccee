// Udesk keeps the laws. A long hunt: npm run laws -- --provider udesk --runs 2000 --seed=7
import { keepsTheLaws } from './keep-the-laws.js';
import { udesk } from './udesk/subject.js';

keepsTheLaws('Udesk', udesk);
