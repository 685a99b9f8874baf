import type { EstateFamily } from '../family.ts';
import { picoOf } from '../decimal.ts';
import type { Usage } from '../usage.ts';
import { buildBrokers } from './brokers.ts';
import { buildCaches } from './caches.ts';
import { buildDomains } from './domains.ts';
import { dataStoreMetrics } from './metrics.ts';
import type { DataStore, DataStoresState } from './model.ts';
import { pricedServices, rateOf } from './prices.ts';
import { buildReplications } from './replications.ts';
import { buildStreams } from './streams.ts';
import { buildTables } from './tables.ts';
import { buildWarehouses } from './warehouses.ts';

/** Tables, caches, warehouses, search domains, replication instances, streams and brokers. */
export const dataStoresFamily: EstateFamily<DataStoresState> = {
  name: 'data-stores',
  generate: (context) => ({
    tables: buildTables(context),
    caches: buildCaches(context),
    warehouses: buildWarehouses(context),
    domains: buildDomains(context),
    replications: buildReplications(context),
    streams: buildStreams(context),
    brokers: buildBrokers(context),
  }),
  metrics: dataStoreMetrics,
  *usage(state: DataStoresState) {
    const all: readonly ReadonlyMap<string, DataStore>[] = Object.values(state);
    for (const stores of all) for (const store of stores.values()) yield* usageOf(store);
  },
};

/** From its making on, the same every hour, day or month. */
function* usageOf({ service, arn, accountId, region, createdAt, charges, billedAs }: DataStore): Generator<Usage> {
  const { service: name, productCode } = pricedServices[service];
  for (const resourceId of billedAs ?? [arn]) {
    for (const charge of charges) {
      const { usageType, quantity } = charge;
      const { usd, per, unit, operation } = rateOf(service, charge);
      yield {
        meter: {
          accountId,
          region,
          service: name,
          productCode,
          usageType,
          ...(operation !== undefined && { operation }),
          rate: picoOf(usd),
          per,
          unit,
          scale: 1,
        },
        resourceId,
        quantity,
        from: Math.floor(createdAt / 1000),
        to: Number.POSITIVE_INFINITY,
      };
    }
  }
}
