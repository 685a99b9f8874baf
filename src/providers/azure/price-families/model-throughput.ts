import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/** How a deployment calls what the price list has as `Global`, `Data Zone` and `Regional`. */
const PLANS: Readonly<Record<string, string>> = {
  global: 'globalprovisionedmanaged',
  'data zone': 'datazoneprovisionedmanaged',
  regional: 'provisionedmanaged',
};

/** `model-throughput/<plan>` per unit and hour, the same for all models of OpenAI: `model-throughput/globalprovisionedmanaged`. */
export const modelThroughputPrices: PriceFamily = {
  name: 'model throughput',
  kinds: ['model-throughput'],
  *questions() {
    // The service was renamed; rows may stand under either name.
    for (const serviceName of ['Foundry Models', 'Cognitive Services']) {
      yield { serviceName, where: "contains(meterName, 'Provisioned Managed')", anywhere: true };
    }
  },
  items(row) {
    const where = /^Provisioned Managed (Global|Data Zone|Regional) Unit$/i.exec(row.meterName)?.[1]?.toLowerCase();
    const plan = where === undefined ? undefined : PLANS[where];
    if (plan === undefined || !/^Azure OpenAI$/i.test(row.productName) || !/^1( |\/)hour$/i.test(row.unitOfMeasure))
      return [];
    return itemPrice(`model-throughput/${plan}`, row, { unit: 'unit-hour' });
  },
};
