import { advisorOperations } from './advisor/advisor-operations.ts';
import { reservationOperations } from './capacity/reservation-operations.ts';
import { costOperations } from './cost/cost-operations.ts';
import { cosmosOperations } from './resources/cosmos-operations.ts';
import { computeOperations } from './resources/compute-operations.ts';
import { graphOperations } from './graph/graph-operations.ts';
import { metricOperations } from './insights/metric-operations.ts';
import { networkOperations } from './resources/network-operations.ts';
import { platformOperations } from './resources/platform-operations.ts';
import { priceOperations } from './prices/price-operations.ts';
import { serviceOperations } from './resources/service-operations.ts';
import { skuOperations } from './resources/sku-operations.ts';
import { subscriptionOperations } from './resources/subscription-operations.ts';
import type { Operation } from './wire/call.ts';

/** Everything that is served. */
export const operations: readonly Operation[] = [
  ...subscriptionOperations,
  ...graphOperations,
  ...computeOperations,
  ...skuOperations,
  ...networkOperations,
  ...platformOperations,
  ...cosmosOperations,
  ...serviceOperations,
  ...metricOperations,
  ...priceOperations,
  ...advisorOperations,
  ...reservationOperations,
  ...costOperations,
];
