import { describe } from 'vitest';
import type { Store } from '../../src/domain/ports/store.ts';
import { accountConformance } from './conformance/accounts.ts';
import { chargeCountingConformance } from './conformance/charge-counting.ts';
import { chargeConformance } from './conformance/charges.ts';
import { costReportConformance } from './conformance/cost-report.ts';
import { findingLifeConformance } from './conformance/finding-life.ts';
import { findingConformance } from './conformance/findings.ts';
import { infoConformance } from './conformance/info.ts';
import { metricConformance } from './conformance/metrics.ts';
import { priceConformance } from './conformance/prices.ts';
import { resourceLifeConformance } from './conformance/resource-life.ts';
import { resourceConformance } from './conformance/resources.ts';
import { syncConformance } from './conformance/syncs.ts';

/** A new, empty store, open for writing. The suite closes it. */
export type OpenEmptyStore = () => Promise<Store>;

const parts: Readonly<Record<string, (open: OpenEmptyStore) => void>> = {
  accounts: accountConformance,
  resources: resourceConformance,
  'the life of a resource': resourceLifeConformance,
  metrics: metricConformance,
  prices: priceConformance,
  charges: chargeConformance,
  'what is counted': chargeCountingConformance,
  'cost reports': costReportConformance,
  findings: findingConformance,
  'the life of a finding': findingLifeConformance,
  syncs: syncConformance,
  'info and query': infoConformance,
};

/** What every store does, whatever is behind it: the port's promises as tests. */
export function storeConformance(name: string, open: OpenEmptyStore): void {
  describe(`${name} keeps the promises of a store`, () => {
    for (const [part, suite] of Object.entries(parts)) describe(part, () => suite(open));
  });
}
