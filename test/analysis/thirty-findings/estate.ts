import { compute, estateFacts, offer, onDemand, plan, use } from '../estate-checks/estate-facts-builders.ts';
import type { PricedFinding } from './case.ts';
import { listPrices } from './prices.ts';

const mysql = { usageType: 'InstanceUsage:db.t3.large', operation: 'CreateDBInstance:0002' };
const reserved = listPrices().get('database-reserved/db.t3.large/mysql/1-year')!;

/** What is bought ahead, by payer. */
export const estateFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-reserved-purchase',
    of: 'three db.t3.large of MySQL that ran day and night for 30 days, reserved for a year with nothing paid ahead',
    facts: estateFacts({
      costs: {
        'on-demand-usage': [onDemand({ ...mysql, machines: 3, cents: 13.6 }), compute()],
        'commitment-offers': [
          offer({ ...mysql, hourlyRate: reserved.listPrice.amount, source: reserved.source, asOf: reserved.asOf }),
        ],
        'purchase-advice': [],
      },
    }),
    saves: ['3 x (0.136 - 0.0957) x 730', '88.257'],
  },
  {
    checkId: 'aws-commitment-underused',
    of: 'a savings plan of 1 USD an hour of which a quarter bought nothing in 14 days: 84 of 336',
    facts: estateFacts({
      commitments: [plan()],
      costs: { 'commitment-use': [use({ utilization: 0.75, unusedCost: '84' })] },
    }),
    saves: ['84 / (14 x 24) x 730', '182.50'],
    // It cannot be given back: more usage has to come under it.
    low: ['0 x 730', '0.00'],
    by: 'bill',
  },
];
