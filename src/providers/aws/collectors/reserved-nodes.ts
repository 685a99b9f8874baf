import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Commitment } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { amountOf, endOf, hourlyFeeOf, paymentOf, phaseOf, termMonthsOf } from '../commitment-facts.ts';

/** What the databases' reservations have in common, though every service spells it its own way. */
interface Reservation {
  readonly type: string;
  readonly covers: string;
  readonly resourceId: string;
  readonly billingIds: readonly string[];
  readonly name: string;
  readonly unitName: string;
  readonly units: number;
  readonly boundTo?: string | undefined;
  readonly state: string;
  readonly start: Date;
  readonly seconds: number;
  readonly offering: string;
  readonly currency: string;
  readonly fixedPrice: number;
  readonly usagePrice: number;
  readonly recurring: readonly {
    readonly RecurringChargeAmount?: number | undefined;
    readonly RecurringChargeFrequency?: string | undefined;
  }[];
}

function commitmentOf(of: Reservation, scope: Scope): Commitment {
  const start = instant(of.start);
  return {
    kind: 'commitment',
    type: of.type,
    resourceId: of.resourceId,
    ...(of.billingIds.length > 0 && { billingIds: of.billingIds }),
    scope,
    name: of.name,
    state: of.state,
    createdAt: known(start),
    tags: unread('the listing of reservations does not tell tags'),
    category: 'usage',
    covers: of.covers,
    phase: phaseOf(of.state),
    startsAt: known(start),
    endsAt: known(endOf(of.start, of.seconds)),
    termMonths: termMonthsOf(of.seconds),
    payment: paymentOf(of.offering),
    hourlyFee: hourlyFeeOf(
      of.recurring.map((each) => ({ amount: each.RecurringChargeAmount, frequency: each.RecurringChargeFrequency })),
      of.usagePrice,
      of.units,
      of.currency,
    ),
    upfront: known(amountOf(of.fixedPrice, of.units, of.currency)),
    units: of.units,
    unitName: of.unitName,
    ...(of.boundTo !== undefined && { boundTo: of.boundTo }),
  };
}

const RecurringCharges = z
  .array(z.object({ RecurringChargeAmount: z.number().optional(), RecurringChargeFrequency: z.string().optional() }))
  .default([]);

const common = {
  State: z.string().min(1),
  StartTime: z.date(),
  Duration: z.number().positive(),
  FixedPrice: z.number().default(0),
  UsagePrice: z.number().default(0),
  RecurringCharges,
};

/** Reservations of ElastiCache and MemoryDB carry no currency: their partition's, which is USD but in China. */
const currencyIn = (scope: Scope): string => (scope.regionId.startsWith('cn-') ? 'CNY' : 'USD');

/** Source: RDS API, DescribeReservedDBInstances. */
export const reservedDatabases = defineCollector({
  type: 'aws:rds:reserved-instance',
  kind: 'commitment',
  reach: 'regional',
  permissions: ['rds:DescribeReservedDBInstances'],
  operation: 'rds:DescribeReservedDBInstances',
  page: z.object({
    ReservedDBInstances: z.array(
      z.object({
        ...common,
        ReservedDBInstanceId: z.string().min(1),
        ReservedDBInstanceArn: z.string().min(1),
        LeaseId: z.string().optional(),
        DBInstanceClass: z.string().min(1),
        DBInstanceCount: z.int().positive(),
        ProductDescription: z.string().min(1),
        MultiAZ: z.boolean().default(false),
        OfferingType: z.string().min(1),
        CurrencyCode: z.string().default('USD'),
      }),
    ),
  }),
  rows: ['ReservedDBInstances'],
  rowId: 'ReservedDBInstanceId',
  fetch: (aws: AwsClient, scope) =>
    aws.pagesBy('Marker', 'rds', 'DescribeReservedDBInstances', scope, { MaxRecords: 100 }),
  toResources: (page, scope) =>
    page.ReservedDBInstances.map((row) =>
      commitmentOf(
        {
          type: 'aws:rds:reserved-instance',
          covers: 'RDS',
          resourceId: row.ReservedDBInstanceArn,
          billingIds: [row.ReservedDBInstanceId, ...(row.LeaseId === undefined ? [] : [row.LeaseId])],
          name: row.ReservedDBInstanceId,
          unitName: row.DBInstanceClass,
          units: row.DBInstanceCount,
          boundTo: row.MultiAZ ? `${row.ProductDescription}, Multi-AZ` : row.ProductDescription,
          state: row.State,
          start: row.StartTime,
          seconds: row.Duration,
          offering: row.OfferingType,
          currency: row.CurrencyCode,
          fixedPrice: row.FixedPrice,
          usagePrice: row.UsagePrice,
          recurring: row.RecurringCharges,
        },
        scope,
      ),
    ),
});

/** Source: ElastiCache API, DescribeReservedCacheNodes. */
export const reservedCacheNodes = defineCollector({
  type: 'aws:elasticache:reserved-node',
  kind: 'commitment',
  reach: 'regional',
  permissions: ['elasticache:DescribeReservedCacheNodes'],
  operation: 'elasticache:DescribeReservedCacheNodes',
  page: z.object({
    ReservedCacheNodes: z.array(
      z.object({
        ...common,
        ReservedCacheNodeId: z.string().min(1),
        ReservationARN: z.string().min(1),
        CacheNodeType: z.string().min(1),
        CacheNodeCount: z.int().positive(),
        ProductDescription: z.string().min(1),
        OfferingType: z.string().min(1),
      }),
    ),
  }),
  rows: ['ReservedCacheNodes'],
  rowId: 'ReservedCacheNodeId',
  fetch: (aws: AwsClient, scope) =>
    aws.pagesBy('Marker', 'elasticache', 'DescribeReservedCacheNodes', scope, { MaxRecords: 100 }),
  toResources: (page, scope) =>
    page.ReservedCacheNodes.map((row) =>
      commitmentOf(
        {
          type: 'aws:elasticache:reserved-node',
          covers: 'ElastiCache',
          resourceId: row.ReservationARN,
          billingIds: [row.ReservedCacheNodeId],
          name: row.ReservedCacheNodeId,
          unitName: row.CacheNodeType,
          units: row.CacheNodeCount,
          boundTo: row.ProductDescription,
          state: row.State,
          start: row.StartTime,
          seconds: row.Duration,
          offering: row.OfferingType,
          currency: currencyIn(scope),
          fixedPrice: row.FixedPrice,
          usagePrice: row.UsagePrice,
          recurring: row.RecurringCharges,
        },
        scope,
      ),
    ),
});

/** Source: OpenSearch Service API, DescribeReservedInstances. */
export const reservedSearchInstances = defineCollector({
  type: 'aws:opensearch:reserved-instance',
  kind: 'commitment',
  reach: 'regional',
  permissions: ['es:DescribeReservedInstances'],
  operation: 'es:DescribeReservedInstances',
  page: z.object({
    ReservedInstances: z.array(
      z.object({
        ...common,
        ReservedInstanceId: z.string().min(1),
        ReservationName: z.string().default(''),
        BillingSubscriptionId: z.number().optional(),
        InstanceType: z.string().min(1),
        InstanceCount: z.int().positive(),
        PaymentOption: z.string().min(1),
        CurrencyCode: z.string().default('USD'),
      }),
    ),
  }),
  rows: ['ReservedInstances'],
  rowId: 'ReservedInstanceId',
  fetch: (aws: AwsClient, scope) => aws.pages('es', 'DescribeReservedInstances', scope, { MaxResults: 100 }),
  toResources: (page, scope) =>
    page.ReservedInstances.map((row) =>
      commitmentOf(
        {
          type: 'aws:opensearch:reserved-instance',
          covers: 'OpenSearch',
          resourceId: row.ReservedInstanceId,
          billingIds: row.BillingSubscriptionId === undefined ? [] : [String(row.BillingSubscriptionId)],
          name: row.ReservationName === '' ? row.ReservedInstanceId : row.ReservationName,
          unitName: row.InstanceType,
          units: row.InstanceCount,
          state: row.State,
          start: row.StartTime,
          seconds: row.Duration,
          offering: row.PaymentOption,
          currency: row.CurrencyCode,
          fixedPrice: row.FixedPrice,
          usagePrice: row.UsagePrice,
          recurring: row.RecurringCharges,
        },
        scope,
      ),
    ),
});

/** Source: Redshift API, DescribeReservedNodes. */
export const reservedWarehouseNodes = defineCollector({
  type: 'aws:redshift:reserved-node',
  kind: 'commitment',
  reach: 'regional',
  permissions: ['redshift:DescribeReservedNodes'],
  operation: 'redshift:DescribeReservedNodes',
  page: z.object({
    ReservedNodes: z.array(
      z.object({
        ...common,
        ReservedNodeId: z.string().min(1),
        NodeType: z.string().min(1),
        NodeCount: z.int().positive(),
        OfferingType: z.string().min(1),
        CurrencyCode: z.string().default('USD'),
      }),
    ),
  }),
  rows: ['ReservedNodes'],
  rowId: 'ReservedNodeId',
  fetch: (aws: AwsClient, scope) =>
    aws.pagesBy('Marker', 'redshift', 'DescribeReservedNodes', scope, { MaxRecords: 100 }),
  toResources: (page, scope) =>
    page.ReservedNodes.map((row) =>
      commitmentOf(
        {
          type: 'aws:redshift:reserved-node',
          covers: 'Redshift',
          resourceId: row.ReservedNodeId,
          billingIds: [],
          name: `${row.NodeCount} x ${row.NodeType}`,
          unitName: row.NodeType,
          units: row.NodeCount,
          state: row.State,
          start: row.StartTime,
          seconds: row.Duration,
          offering: row.OfferingType,
          currency: row.CurrencyCode,
          fixedPrice: row.FixedPrice,
          usagePrice: row.UsagePrice,
          recurring: row.RecurringCharges,
        },
        scope,
      ),
    ),
});

/** Source: MemoryDB API, DescribeReservedNodes. */
export const reservedMemoryNodes = defineCollector({
  type: 'aws:memorydb:reserved-node',
  kind: 'commitment',
  reach: 'regional',
  permissions: ['memorydb:DescribeReservedNodes'],
  operation: 'memorydb:DescribeReservedNodes',
  page: z.object({
    ReservedNodes: z.array(
      z.object({
        State: common.State,
        StartTime: common.StartTime,
        Duration: common.Duration,
        FixedPrice: common.FixedPrice,
        RecurringCharges,
        ReservationId: z.string().min(1),
        ARN: z.string().min(1),
        NodeType: z.string().min(1),
        NodeCount: z.int().positive(),
        OfferingType: z.string().min(1),
      }),
    ),
  }),
  rows: ['ReservedNodes'],
  rowId: 'ReservationId',
  fetch: (aws: AwsClient, scope) => aws.pages('memorydb', 'DescribeReservedNodes', scope, { MaxResults: 100 }),
  toResources: (page, scope) =>
    page.ReservedNodes.map((row) =>
      commitmentOf(
        {
          type: 'aws:memorydb:reserved-node',
          covers: 'MemoryDB',
          resourceId: row.ARN,
          billingIds: [row.ReservationId],
          name: row.ReservationId,
          unitName: row.NodeType,
          units: row.NodeCount,
          state: row.State,
          start: row.StartTime,
          seconds: row.Duration,
          offering: row.OfferingType,
          currency: currencyIn(scope),
          fixedPrice: row.FixedPrice,
          usagePrice: 0,
          recurring: row.RecurringCharges,
        },
        scope,
      ),
    ),
});
