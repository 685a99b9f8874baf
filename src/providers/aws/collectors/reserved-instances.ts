import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { Commitment } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { amountOf, hourlyFeeOf, paymentOf, phaseOf, termMonthsOf } from '../commitment-facts.ts';
import { Ec2Tags, tagsOf } from '../tags.ts';

const ReservedInstance = z.object({
  ReservedInstancesId: z.string().min(1),
  InstanceType: z.string().min(1),
  InstanceCount: z.int().positive(),
  ProductDescription: z.string().min(1),
  State: z.string().min(1),
  Start: z.date(),
  End: z.date(),
  Duration: z.number().positive(),
  OfferingType: z.string().min(1),
  OfferingClass: z.string().optional(),
  CurrencyCode: z.string().default('USD'),
  FixedPrice: z.number().default(0),
  UsagePrice: z.number().default(0),
  // An empty list where all was paid ahead.
  RecurringCharges: z.array(z.object({ Amount: z.number().optional(), Frequency: z.string().optional() })).default([]),
  // Zonal reservations alone have a zone.
  AvailabilityZone: z.string().optional(),
  InstanceTenancy: z.string().optional(),
  Tags: Ec2Tags,
});

/** EC2 reserved instances; the call has no pages. Source: EC2 API, DescribeReservedInstances. */
export const reservedInstances = defineCollector({
  type: 'aws:ec2:reserved-instance',
  kind: 'commitment',
  reach: 'regional',
  permissions: ['ec2:DescribeReservedInstances'],
  operation: 'ec2:DescribeReservedInstances',
  page: z.object({ ReservedInstances: z.array(ReservedInstance) }),
  rows: ['ReservedInstances'],
  rowId: 'ReservedInstancesId',
  async *fetch(aws: AwsClient, scope) {
    yield await aws.call('ec2', 'DescribeReservedInstances', scope, {});
  },
  toResources: (page, scope) =>
    page.ReservedInstances.map((ri): Commitment => ({
      kind: 'commitment',
      type: 'aws:ec2:reserved-instance',
      resourceId: ri.ReservedInstancesId,
      scope,
      ...(ri.AvailabilityZone !== undefined && { zoneId: ri.AvailabilityZone }),
      name: `${ri.InstanceCount} x ${ri.InstanceType}, ${ri.ProductDescription}`,
      state: ri.State,
      createdAt: known(instant(ri.Start)),
      tags: tagsOf(ri.Tags),
      category: 'usage',
      covers: 'EC2',
      phase: phaseOf(ri.State),
      startsAt: known(instant(ri.Start)),
      endsAt: known(instant(ri.End)),
      termMonths: termMonthsOf(ri.Duration),
      payment: paymentOf(ri.OfferingType),
      hourlyFee: hourlyFeeOf(
        ri.RecurringCharges.map(({ Amount, Frequency }) => ({ amount: Amount, frequency: Frequency })),
        ri.UsagePrice,
        ri.InstanceCount,
        ri.CurrencyCode,
      ),
      upfront: known(amountOf(ri.FixedPrice, ri.InstanceCount, ri.CurrencyCode)),
      units: ri.InstanceCount,
      unitName: ri.InstanceType,
      boundTo: ri.InstanceTenancy === 'dedicated' ? `${ri.ProductDescription}, dedicated` : ri.ProductDescription,
      ...(ri.OfferingClass !== undefined && { exchangeable: ri.OfferingClass === 'convertible' }),
    })),
});
