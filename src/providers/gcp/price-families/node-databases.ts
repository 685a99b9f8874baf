import { skuFamily } from '../define-price-family.ts';

/**
 * `database-node/spanner/<standard|enterprise|enterprise-plus>` per hour of one replica of a node; a regional instance has three.
 * Source of the names: Cloud Billing catalogue, Cloud Spanner (`Read-Write Replica Enterprise Edition Iowa`). Prices of Bigtable are
 * not read.
 */
export const nodeDatabasePrices = skuFamily(
  'node-databases',
  ['node-database'],
  [
    {
      service: 'spanner',
      pattern: /^Read-Write Replica (Standard|Enterprise(?: Plus)?) Edition /i,
      item: ([, edition = '']) => `database-node/spanner/${edition.toLowerCase().replace(' ', '-')}`,
      unit: 'hour',
    },
  ],
);
