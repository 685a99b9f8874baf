import type { QueryReport, StoreInfoReport } from '../domain/reports.ts';
import type { Context } from './context.ts';
import { withStore } from './workspace.ts';

export const storeInfo = (context: Context): Promise<StoreInfoReport> =>
  withStore(context, 'read', async (store) => ({
    store: await store.info(),
    chargeSources: await store.charges.sources(),
  }));

/** One read-only SQL statement over the store's tables and views. */
export const queryStore = (context: Context, sql: string): Promise<QueryReport> =>
  withStore(context, 'read', (store) => store.query(sql));
