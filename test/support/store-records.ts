import type { Charge } from '../../src/domain/charges.ts';
import { known } from '../../src/domain/fact.ts';
import { type CostEstimate, type Finding, findingId } from '../../src/domain/findings.ts';
import type { Scope } from '../../src/domain/ids.ts';
import { type Day, type Instant, instant, monthOf } from '../../src/domain/instant.ts';
import type { MetricDigest } from '../../src/domain/metrics.ts';
import { money } from '../../src/domain/money.ts';
import type { BlockVolume, Instance, PublicAddress } from '../../src/domain/resources.ts';

/** Moments of a story, in their order. */
export const at = (hour: number): Instant => instant(Date.UTC(2026, 10, 1, hour));

export const day = (text: string): Day => text as Day;

export const scope: Scope = { provider: 'aws', accountId: '111111111111', regionId: 'us-east-1' };
export const otherAccount: Scope = { ...scope, accountId: '222222222222' };
export const otherRegion: Scope = { ...scope, regionId: 'eu-west-1' };

export const volume = (resourceId: string, of: Partial<BlockVolume> = {}): BlockVolume => ({
  kind: 'block-volume',
  type: 'aws:ec2:volume',
  resourceId,
  scope,
  state: 'available',
  createdAt: known(at(0)),
  tags: known({}),
  sizeGiB: 100,
  tier: 'gp2',
  attachedTo: known([]),
  ...of,
});

export const address = (resourceId: string, of: Partial<PublicAddress> = {}): PublicAddress => ({
  kind: 'public-address',
  type: 'aws:ec2:elastic-ip',
  resourceId,
  scope,
  state: 'in-use',
  createdAt: known(at(0)),
  tags: known({}),
  address: '192.0.2.1',
  attachedTo: known([]),
  ...of,
});

export const instance = (resourceId: string, of: Partial<Instance> = {}): Instance => ({
  kind: 'instance',
  type: 'aws:ec2:instance',
  resourceId,
  scope,
  state: 'running',
  createdAt: known(at(0)),
  tags: known({}),
  sizeName: 'm5.large',
  powerState: 'running',
  startedAt: known(at(0)),
  stoppedSince: { known: false, reason: 'it runs' },
  architecture: known('x86_64'),
  operatingSystem: known('linux'),
  pricingModel: 'on-demand',
  ...of,
});

export const digest = (resourceId: string, of: Partial<MetricDigest> = {}): MetricDigest => ({
  scope,
  resourceId,
  metric: 'cpu-percent-average',
  window: { start: at(0), end: at(336) },
  periodSeconds: 3600,
  sampleCount: 336,
  expectedCount: 336,
  mean: 4.25,
  p50: 4,
  p95: 9.1,
  p99: 12.7,
  max: 13.000001,
  ...of,
});

export const charge = (of: Partial<Charge> = {}): Charge => {
  const on = of.day ?? day('2026-10-05');
  return {
    day: on,
    billingMonth: monthOf(on),
    provider: 'aws',
    billingAccountId: '999999999999',
    subAccountId: scope.accountId,
    subAccountName: 'production',
    regionId: 'us-east-1',
    serviceName: 'Amazon Elastic Compute Cloud',
    serviceCategory: 'Compute',
    chargeCategory: 'Usage',
    chargeClass: null,
    pricingCategory: 'Standard',
    commitmentDiscountId: null,
    commitmentDiscountType: null,
    commitmentDiscountStatus: null,
    skuId: null,
    resourceId: null,
    resourceName: null,
    resourceType: null,
    tags: null,
    currency: 'USD',
    billedCost: 1_000_000_000n,
    effectiveCost: 900_000_000n,
    listCost: 1_100_000_000n,
    contractedCost: 1_000_000_000n,
    consumedQuantity: 24,
    consumedUnit: 'Hours',
    ...of,
  };
};

export const estimate = (nanos: bigint, currency = 'USD'): CostEstimate => {
  const amount = money(nanos, currency);
  return {
    amount,
    low: amount,
    high: money(nanos + 1n, currency),
    basis: 'price-api',
    terms: [
      {
        label: 'storage',
        quantity: '100',
        unit: 'GiB-month',
        unitPrice: '0.08',
        amount,
        source: 'AWS Price List API',
        asOf: at(0),
      },
    ],
  };
};

export const finding = (resourceId: string, of: Partial<Finding> = {}): Finding => {
  const checkId = of.checkId ?? 'aws-ebs-volume-unattached';
  const where = of.scope ?? scope;
  return {
    id: findingId(checkId, where, resourceId),
    checkId,
    scope: where,
    resourceKind: 'block-volume',
    resourceType: 'aws:ec2:volume',
    resourceId,
    title: 'Block volume attached to no instance',
    verdict: 'waste',
    evidence: { idleDays: 20, tier: 'gp2', encrypted: false, throughputMiBps: null },
    monthlySavings: known(estimate(8_000_000_000n)),
    confidence: 0.9,
    risk: 'low',
    action: { kind: 'volume.snapshot-and-delete', params: { volumeId: resourceId, sizeGiB: 100, keep: true } },
    countsTowardsTotal: true,
    ...of,
  };
};

/** Everything that a stream brings, for tests that compare whole lists. */
export async function collect<T>(stream: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of stream) all.push(...batch);
  return all;
}
