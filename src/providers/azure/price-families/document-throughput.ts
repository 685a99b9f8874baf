import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/**
 * Throughput of Cosmos DB with one write region: `document-throughput/<manual|autoscale>` per 100 request units a second and
 * hour, of each region. Of the autoscale meters the first (`AP1`) is the one of such accounts.
 */
export const documentThroughputPrices: PriceFamily = {
  name: 'document throughput',
  kinds: ['document-container'],
  *questions() {
    yield { serviceName: 'Azure Cosmos DB', where: "startswith(productName, 'Azure Cosmos DB')" };
  },
  items(row) {
    const { productName, meterName } = row;
    const mode =
      productName === 'Azure Cosmos DB' && /^100 RU\/s$/i.test(meterName)
        ? 'manual'
        : productName === 'Azure Cosmos DB autoscale' && /^AP1 100 RUs$/i.test(meterName)
          ? 'autoscale'
          : undefined;
    return mode === undefined ? [] : itemPrice(`document-throughput/${mode}`, row, { unit: 'unit-hour' });
  },
};
