import { join } from 'node:path';
import { openStore } from '../../src/store/open-store.ts';
import { at } from '../support/store-records.ts';
import { storeFolder } from '../support/store-temp.ts';
import { storeConformance } from './conformance.ts';

const folder = storeFolder();
let opened = 0;

storeConformance('SQLite', () => {
  opened += 1;
  return openStore({ location: join(folder, `${opened}.db`), mode: 'write', now: at(0) });
});
