// PortSIP keeps the laws. A long hunt: npm run laws -- --provider portsip --runs 2000 --seed=7
import { keepsTheLaws } from './keep-the-laws.js';
import { portsip } from './portsip/subject.js';

keepsTheLaws('PortSIP', portsip);
