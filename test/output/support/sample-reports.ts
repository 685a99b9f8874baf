import type { StoredFinding } from '../../../src/domain/findings.ts';
import { findingId } from '../../../src/domain/findings.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import { type Day, type Instant, instant } from '../../../src/domain/instant.ts';
import { type Money, money } from '../../../src/domain/money.ts';
import type {
  AllocationReport,
  AuditReport,
  ChecksReport,
  CostReport,
  DoctorReport,
  FindingsReport,
  ImportReport,
  InventoryReport,
  ResourceReport,
  StoreInfoReport,
  SyncReport,
  UnreadNote,
} from '../../../src/domain/reports.ts';
import type { Recommendation } from '../../../src/domain/recommendations.ts';
import type { StoredResource } from '../../../src/domain/resources.ts';
import { digest, finding, instance, volume } from '../../support/store-records.ts';

export const moment = (text: string): Instant => instant(text);
export const day = (text: string): Day => text as Day;
export const usd = (cents: number) => money(BigInt(cents) * 10_000_000n, 'USD');
export const eur = (cents: number) => money(BigInt(cents) * 10_000_000n, 'EUR');

export async function* stream<Row>(...batches: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  yield* batches;
}

/** Rows can be read once: a report is made anew for each time that it is shown. */
const open = { close: async (): Promise<void> => {} };

const prod: Scope = { provider: 'aws', accountId: '111122223333', regionId: 'us-east-1' };
const dev: Scope = { provider: 'aws', accountId: '444455556666', regionId: 'eu-central-1' };

const stored = (
  of: Parameters<typeof finding>[1] & { resourceId: string },
  cents: number | null,
  more: Partial<StoredFinding> = {},
): StoredFinding => {
  const base = finding(of.resourceId, of);
  return {
    ...base,
    id: findingId(base.checkId, base.scope, base.resourceId),
    monthlySavings:
      cents === null
        ? unread('no price for volume/gp2 in eu-central-1')
        : known({ amount: usd(cents), low: usd(cents), high: usd(cents), basis: 'price-api', terms: [] }),
    status: 'open',
    firstSeen: moment('2026-11-01T03:00:00Z'),
    lastSeen: moment('2026-11-24T05:10:00Z'),
    ...more,
  };
};

export const sampleFindings: readonly StoredFinding[] = [
  stored(
    {
      resourceId: 'i-0c48390ac929389c9',
      checkId: 'aws-ec2-instance-idle',
      title: 'Running instance that does almost nothing',
      resourceKind: 'instance',
      resourceType: 'aws:ec2:instance',
      resourceName: 'checkout-prod-worker-03',
      scope: prod,
      confidence: 0.8,
      risk: 'medium',
      owner: 'payments',
      managedBy: 'Auto Scaling group api',
      action: { kind: 'instance.stop', params: { snapshotFirst: true } },
    },
    127_020,
  ),
  stored({ resourceId: 'vol-0fcf23eedeaa75987', resourceName: 'ledger-db-data', scope: prod }, 12_288),
  stored({ resourceId: 'vol-02aa0000000000001', scope: dev, risk: 'high', confidence: 0.4 }, null),
  stored(
    {
      resourceId: 'vol-02aa0000000000002',
      scope: dev,
      verdict: 'cannot-tell',
      reason: 'denied: ec2:DescribeTags (UnauthorizedOperation)',
      confidence: 0,
      countsTowardsTotal: false,
    },
    null,
    { monthlySavings: unread('cannot tell') },
  ),
];

export const unreadNotes: readonly UnreadNote[] = ['aws:ec2:volume', 'aws:ec2:instance', 'metrics'].map((subject) => ({
  provider: 'aws',
  accountId: '777788889999',
  region: 'us-west-2',
  subject,
  code: 'denied',
  message: `denied: ec2:Describe (UnauthorizedOperation): You are not authorized to perform this operation.`,
}));

const counts = {
  findings: 4,
  waste: 3,
  cannotTell: 1,
  unpriced: 1,
  monthlySavings: usd(139_308),
  monthlySavingsLow: usd(120_000),
  monthlySavingsHigh: usd(150_050),
  monthlySavingsPlainSum: usd(145_000),
};

export const sampleRecommendations: readonly Recommendation[] = [
  {
    adviser: 'cost-optimization-hub',
    id: 'r-1',
    scope: { provider: 'aws', accountId: '111122223333', regionId: 'us-east-1' },
    resourceId: 'vol-1',
    otherIds: [],
    resourceType: 'EbsVolume',
    action: 'Upgrade',
    current: 'gp2 500 GiB',
    recommended: 'gp3 500 GiB',
    monthlySavings: money(9_500_000_000n, 'USD'),
    afterDiscounts: true,
  },
];

export const auditReport = (): AuditReport => ({
  sync: {
    id: 7,
    startedAt: moment('2026-11-24T05:00:00Z'),
    finishedAt: moment('2026-11-24T05:10:00Z'),
    status: 'partial',
    scopes: [
      { provider: 'aws', accountId: '111122223333', region: 'us-east-1', status: 'complete', resources: 1800 },
      { provider: 'aws', accountId: '444455556666', region: 'eu-central-1', status: 'complete', resources: 199 },
      {
        provider: 'aws',
        accountId: '777788889999',
        region: 'us-west-2',
        status: 'failed',
        resources: 0,
        error: { code: 'denied', message: 'denied: ec2:DescribeVolumes (UnauthorizedOperation)' },
      },
      { provider: 'aws', accountId: '111122223333', region: 'global', status: 'complete', resources: 0 },
    ],
  },
  summary: {
    ...counts,
    resources: 1999,
    monthlyCost: usd(1_234_567),
    costPeriod: { from: day('2026-10-25'), to: day('2026-11-24') },
    otherCurrencies: [
      {
        currency: 'EUR',
        monthlyCost: eur(9_900),
        monthlySavings: null,
        monthlySavingsLow: null,
        monthlySavingsHigh: null,
        monthlySavingsPlainSum: null,
      },
    ],
    byProvider: [{ provider: 'aws', resources: 1999, monthlyCost: usd(1_234_567), ...counts }],
    byCheck: [
      {
        checkId: 'aws-ec2-instance-idle',
        title: 'Running instance that does almost nothing',
        findings: 1,
        waste: 1,
        cannotTell: 0,
        unpriced: 0,
        monthlySavings: usd(127_020),
        monthlySavingsLow: usd(107_712),
        monthlySavingsHigh: usd(127_020),
        monthlySavingsPlainSum: usd(127_020),
      },
      {
        checkId: 'aws-ebs-volume-unattached',
        title: 'Block volume attached to no instance',
        findings: 3,
        waste: 2,
        cannotTell: 1,
        unpriced: 1,
        monthlySavings: usd(12_288),
        monthlySavingsLow: usd(12_288),
        monthlySavingsHigh: usd(23_030),
        monthlySavingsPlainSum: usd(17_980),
      },
    ],
  },
  unread: unreadNotes,
  notEnabled: notEnabledNotes,
  paidCalls,
  rows: stream(sampleFindings.slice(0, 2), sampleFindings.slice(2)),
  ...open,
});

const notEnabledNotes: AuditReport['notEnabled'] = ['111122223333', '444455556666'].map((accountId) => ({
  provider: 'aws',
  accountId,
  region: 'global',
  subject: 'recommendations:trusted-advisor',
  code: 'not-enabled',
  message: 'the support plan does not hold the Trusted Advisor API',
}));

const paidCalls: AuditReport['paidCalls'] = [
  {
    provider: 'aws',
    service: 'CloudWatch',
    operation: 'cloudwatch:GetMetricData',
    quantity: 12_340,
    unit: 'metric',
    cost: money(123_400_000n, 'USD'),
    capped: 0,
    source: 'Amazon CloudWatch pricing',
  },
  {
    provider: 'aws',
    service: 'Cost Explorer',
    operation: 'ce:requests',
    quantity: 14,
    unit: 'request',
    cost: money(140_000_000n, 'USD'),
    capped: 3,
    source: 'AWS Cost Explorer pricing',
  },
];

/** An estate without a finding, a bill or a sync. */
export const emptyAuditReport = (): AuditReport => ({
  sync: { id: null, startedAt: null, finishedAt: null, status: 'offline', scopes: [] },
  summary: {
    findings: 0,
    waste: 0,
    cannotTell: 0,
    unpriced: 0,
    monthlySavings: null,
    monthlySavingsLow: null,
    monthlySavingsHigh: null,
    monthlySavingsPlainSum: null,
    resources: 0,
    monthlyCost: null,
    costPeriod: null,
    otherCurrencies: [],
    byProvider: [],
    byCheck: [],
  },
  unread: [],
  notEnabled: [],
  paidCalls: [],
  rows: stream(),
  ...open,
});

export const findingsReport = (): FindingsReport => ({
  summary: { ...counts, otherCurrencies: [] },
  unread: [],
  rows: stream(sampleFindings),
  ...open,
});

const seen = { firstSeen: moment('2026-11-01T03:00:00Z'), lastSeen: moment('2026-11-24T05:10:00Z') };

export const sampleResources: readonly StoredResource[] = [
  {
    resource: instance('i-0c48390ac929389c9', {
      scope: prod,
      name: 'checkout-prod-worker-03',
      zoneId: 'us-east-1a',
      tags: known({ env: 'prod', team: 'payments' }),
    }),
    ...seen,
  },
  {
    resource: volume('vol-0fcf23eedeaa75987', {
      scope: prod,
      name: 'ledger-db-data',
      sizeGiB: 4096,
      tier: 'gp3',
      iops: 3000,
    }),
    ...seen,
    idleSince: moment('2026-11-10T03:00:00Z'),
  },
  {
    resource: volume('vol-02aa0000000000002', {
      scope: dev,
      tags: unread('denied: ec2:DescribeTags'),
      attachedTo: unread('denied: ec2:DescribeVolumes'),
      createdAt: unread('field CreateTime missing'),
    }),
    ...seen,
    goneSince: moment('2026-11-20T03:00:00Z'),
  },
];

export const inventoryReport = (): InventoryReport => ({
  total: 3,
  byType: [
    { provider: 'aws', type: 'aws:ec2:instance', count: 1 },
    { provider: 'aws', type: 'aws:ec2:volume', count: 2 },
  ],
  unread: unreadNotes,
  rows: stream(sampleResources),
  ...open,
});

export const resourceReport = (): ResourceReport => ({
  stored: sampleResources[0] as StoredResource,
  account: {
    provider: 'aws',
    accountId: '111122223333',
    name: 'production',
    parentPath: known(['Root', 'Workloads']),
    billingAccountId: unread('denied: organizations:DescribeOrganization'),
    state: 'active',
    tags: known({}),
  },
  attachments: [sampleResources[1] as StoredResource],
  metrics: [
    digest('i-0c48390ac929389c9'),
    digest('i-0c48390ac929389c9', { metric: 'network-bytes', sampleCount: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 }),
  ],
  cost: { range: { from: day('2026-10-25'), to: day('2026-11-24') }, effectiveCost: usd(41_234), days: 30 },
  findings: sampleFindings.slice(0, 1),
  unread: [],
});

export const costReport = (): CostReport => ({
  range: { from: day('2026-10-01'), to: day('2026-11-01') },
  groupBy: ['subAccountId', 'serviceName'],
  granularity: 'monthly',
  metric: 'effectiveCost',
  total: usd(1_234_560),
  otherCurrencies: [{ currency: 'EUR', total: eur(9_900) }],
  rows: [
    {
      bucket: day('2026-10-01'),
      keys: { subAccountId: '111122223333', serviceName: 'Amazon Elastic Compute Cloud' },
      cost: usd(1_200_000),
      currency: 'USD',
    },
    {
      bucket: day('2026-10-01'),
      keys: { subAccountId: '111122223333', serviceName: 'AmazonCloudWatch' },
      cost: usd(34_560),
      currency: 'USD',
    },
    { bucket: day('2026-10-01'), keys: { subAccountId: null, serviceName: 'Tax' }, cost: eur(9_900), currency: 'EUR' },
    {
      bucket: day('2026-10-01'),
      keys: { subAccountId: '444455556666', serviceName: 'AWS Lambda' },
      cost: money(1n, 'USD'),
      currency: 'USD',
    },
  ],
  extent: { from: day('2026-10-05'), to: day('2026-12-01') },
  unread: [],
});

const ofTeam = (value: string | null, accounts: number, cost: Money, payerAccountId = '999988887777') => ({
  provider: 'aws' as const,
  payerAccountId,
  value,
  accountId: null,
  serviceName: null,
  accounts,
  currency: cost.currency,
  effectiveCost: cost,
  billedCost: null,
});

/** Two payers, one of them with two currencies, and a third that may not be read. */
export const allocationReport = (): AllocationReport => ({
  by: { dimension: 'tag', key: 'team' },
  splitBy: null,
  accountIds: [],
  payers: [
    {
      provider: 'aws',
      payerAccountId: '555566667777',
      observedAt: moment('2026-11-21T05:10:00Z'),
      range: { from: day('2026-10-20'), to: day('2026-11-19') },
      divides: true,
      totals: [{ currency: 'USD', effectiveCost: usd(50_000), billedCost: null, unallocatedCost: usd(0) }],
    },
    {
      provider: 'aws',
      payerAccountId: '999988887777',
      observedAt: moment('2026-11-24T05:10:00Z'),
      range: { from: day('2026-10-23'), to: day('2026-11-22') },
      divides: true,
      totals: [
        { currency: 'USD', effectiveCost: usd(1_234_560), billedCost: null, unallocatedCost: usd(234_560) },
        { currency: 'EUR', effectiveCost: eur(9_900), billedCost: null, unallocatedCost: eur(0) },
      ],
    },
  ],
  rows: [
    ofTeam('data', 1, usd(50_000), '555566667777'),
    ofTeam('payments', 3, usd(1_000_000)),
    ofTeam(null, 12, usd(234_560)),
    ofTeam('a team with quite a long name that somebody once gave it', 1, money(1n, 'USD')),
    ofTeam('payments', 1, eur(9_900)),
  ],
  reason: null,
  unread: [
    {
      provider: 'aws',
      accountId: '555566667777',
      region: 'global',
      subject: 'cost:allocated-cost',
      code: 'throttled',
      message: 'throttled: ce:GetCostAndUsage',
    },
    {
      provider: 'aws',
      accountId: '888877776666',
      region: 'global',
      subject: 'cost:allocated-cost',
      code: 'denied',
      message: 'denied: ce:GetCostAndUsage (AccessDeniedException)',
    },
  ],
});

const bought = (value: string, effective: number, billed: number) => ({
  ...ofTeam(value, 0, usd(effective)),
  accounts: null,
  billedCost: usd(billed),
});

export const purchaseTypeReport = (): AllocationReport => ({
  ...allocationReport(),
  by: { dimension: 'purchase-type', key: null },
  payers: [
    {
      provider: 'aws',
      payerAccountId: '999988887777',
      observedAt: moment('2026-11-24T05:10:00Z'),
      range: { from: day('2026-10-23'), to: day('2026-11-22') },
      divides: true,
      totals: [{ currency: 'USD', effectiveCost: usd(950_000), billedCost: usd(910_000), unallocatedCost: null }],
    },
  ],
  rows: [
    bought('On Demand Instances', 700_000, 700_000),
    bought('Savings Plans', 240_000, 200_000),
    bought('Spot Instances', 20_000, 20_000),
    bought('Refund', -10_000, -10_000),
  ],
  unread: [],
});

/** Nothing was ever read. */
export const unreadAllocationReport = (): AllocationReport => ({
  ...allocationReport(),
  payers: [],
  rows: [],
  reason: 'never read by a sync',
  unread: [],
});

export const checksReport = (): ChecksReport => ({
  checks: [
    {
      info: {
        id: 'aws-ebs-volume-unattached',
        name: 'volume-unattached',
        provider: 'aws',
        service: 'EBS',
        category: 'waste',
        priority: 'P1',
        kinds: ['block-volume'],
        metrics: [],
        costs: [],
        advisers: [],
        savings: 'Its whole cost, minus that of a snapshot.',
        ignores: ['a volume of a Kubernetes claim'],
        evidence: { ageDays: 'whole days since it was made' },
        title: 'Block volume attached to no instance',
        kind: 'block-volume',
        description: 'A volume that nothing uses bills for its size.',
        risk: 'low',
        action: 'volume.snapshot-and-delete',
        params: { minDays: { default: 14, why: 'outlives a usual rollback window' } },
      },
      params: {
        minDays: { value: 30, default: 14, why: 'outlives a usual rollback window', source: '/etc/ballast.yaml' },
      },
      openFindings: 3,
    },
    {
      info: {
        id: 'aws-ebs-gp2-to-gp3',
        name: 'volume-previous-generation',
        provider: 'aws',
        category: 'modernize',
        kinds: ['block-volume'],
        metrics: [],
        costs: [],
        advisers: [],
        savings: 'cost as gp2 minus cost as gp3',
        ignores: [],
        evidence: {},
        title: 'gp2 volume that costs less as gp3',
        kind: 'block-volume',
        description: 'gp3 costs a fifth less.',
        risk: 'low',
        action: 'volume.change-tier',
        params: {},
      },
      params: {},
      openFindings: null,
    },
  ],
});

export const syncReport = (): SyncReport => ({
  sync: auditReport().sync,
  resumed: true,
  accounts: 3,
  resources: 1999,
  gone: 4,
  subjects: [
    { subject: 'aws:ec2:instance', records: 800 },
    { subject: 'cost', records: 12_345 },
  ],
  unread: unreadNotes,
  notEnabled: notEnabledNotes,
  paidCalls,
});

export const importReport = (): ImportReport => ({
  files: [
    {
      path: 'exports/focus-2026-10.csv.gz',
      format: 'csv.gz',
      kind: 'focus',
      schema: 'FOCUS 1.2',
      rows: 700,
      billingMonths: [day('2026-09-01'), day('2026-10-01')],
      status: 'new',
      costs: [{ currency: 'USD', billedCost: '120000.0000000000123', effectiveCost: '99000' }],
      missingColumns: ['PricingCurrency'],
      unknownColumns: ['Id'],
    },
    {
      path: 's3://billing/cur/daily/20261001-20261101/daily-00001.csv.gz',
      format: 'csv.gz',
      kind: 'aws-cur',
      schema: 'AWS CUR',
      rows: 54,
      billingMonths: [day('2026-10-01')],
      status: 'replaced',
      costs: [{ currency: 'USD', billedCost: '3456', effectiveCost: '1000' }],
      missingColumns: ['lineItem/UsageType'],
      unknownColumns: [],
    },
  ],
  deliveries: [
    {
      manifest: 's3://billing/cur/daily/20260901-20261001/daily-Manifest.json',
      exportName: 'daily',
      billingMonth: day('2026-09-01'),
      status: 'unchanged',
      files: ['s3://billing/cur/daily/20260901-20261001/daily-00001.csv.gz'],
    },
    {
      manifest: 's3://billing/cur/daily/20261001-20261101/daily-Manifest.json',
      exportName: 'daily',
      billingMonth: day('2026-10-01'),
      status: 'replaced',
      files: ['s3://billing/cur/daily/20261001-20261101/daily-00001.csv.gz'],
    },
  ],
  supersededFiles: 2,
  sources: [
    {
      source: { kind: 'export', name: 'focus:999999999999' },
      billingMonths: [day('2026-09-01'), day('2026-10-01')],
      rows: 754,
      charges: 320,
    },
  ],
  rows: 754,
  charges: 320,
  costs: [{ billedCost: usd(123_456), effectiveCost: usd(100_000) }],
});

export const doctorReport = (): DoctorReport => ({
  checks: [
    { area: 'config', name: 'ballast.yaml', outcome: 'ok', message: '/home/ops/ballast.yaml' },
    {
      area: 'store',
      name: 'readable',
      outcome: 'skipped',
      message: 'ballast.db is not there yet: the first sync makes it',
    },
    {
      area: 'aws/main',
      name: 'credentials',
      outcome: 'ok',
      message: 'arn:aws:iam::111122223333:user/ops in 111122223333, from profile ops',
    },
    {
      area: 'aws/main',
      name: 'metrics',
      outcome: 'denied',
      message: 'denied: cloudwatch:GetMetricData (AccessDenied)',
      hint: 'Grant cloudwatch:GetMetricData.',
      permissions: ['cloudwatch:GetMetricData'],
    },
    {
      area: 'aws/main',
      name: 'clock',
      outcome: 'warning',
      message: "this machine's clock is 90 s from the cloud's",
      hint: 'Set the clock.',
    },
  ],
});

export const storeInfoReport = (): StoreInfoReport => ({
  store: {
    location: '/home/ops/ballast.db',
    schemaVersion: 1,
    sizeBytes: 5_242_880,
    tables: [
      { name: 'charges', rows: 16_383 },
      { name: 'resources', rows: 1999 },
    ],
    firstChargeDay: day('2025-11-01'),
    lastChargeDay: day('2026-11-23'),
    lastSync: {
      id: 7,
      startedAt: moment('2026-11-24T05:00:00Z'),
      finishedAt: moment('2026-11-24T05:10:00Z'),
      status: 'partial',
      request: '{}',
    },
  },
  chargeSources: ['2026-10-01', '2026-11-01'].map((month) => ({
    source: { kind: 'api', name: 'aws-cost-explorer:111122223333' },
    billingMonth: day(month),
    rows: 8000,
    loadedAt: moment('2026-11-24T05:09:00Z'),
  })),
});
