// NXLink keeps the laws. A long hunt: npm run laws -- --provider nxlink --runs 2000 --seed=7
import { keepsTheLaws } from './keep-the-laws.js';
import { nxlink } from './nxlink/subject.js';

keepsTheLaws('NXLink', nxlink);
