import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { digestSum, type MetricDigest } from '../../domain/metrics.ts';
import type { Money } from '../../domain/money.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Database, DatabaseCluster } from '../../domain/resources.ts';
import { isAurora, isServerless } from '../database-role.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { computeComponents, joined } from '../pricing/databases.ts';
import { addEstimates, labelled } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const BYTES_PER_GIB = 2 ** 30;

type Billing = 'per-request' | 'included';

/** An Aurora cluster that would cost less if its I/O billed in the other way. */
export const clusterIoBilling = defineCheck({
  name: 'database-cluster-io-billing',
  ids: { aws: 'aws-aurora-io-mode' },
  kind: 'database-cluster',
  title: 'Aurora cluster with the dearer of the two ways to bill I/O',
  description:
    'Aurora Standard bills each read and write of its storage; Aurora I/O-Optimized bills none, but more for machines and storage. ' +
    'Where I/O is more than a quarter of a cluster’s cost the second is cheaper, where it is little the first. Both are computed from ' +
    'the same month of use.',
  savings: 'cost of members, storage and I/O now minus the cost of the same use in the other mode',
  ignores: [
    'a share of I/O between the two bounds, where a change would soon have to be taken back',
    'a change that saves nothing at this region’s prices',
    'engine versions without the I/O-Optimized mode, clusters younger than the window, clusters that are stopped',
  ],
  evidence: {
    ioBilling: 'present mode: per request, or included',
    ioSharePercent: 'cost of I/O in percent of the cluster’s cost if each request bills',
    monthlyRequests: 'reads and writes of the storage in a month',
    storageGiB: 'mean size of the storage',
    members: 'how many machines it has',
    changeableAt: 'when the mode may be changed next; null where nothing stands in the way',
  },
  params: {
    lookbackDays: { default: 30, min: 7, max: 63, why: 'a month has its month-end' },
    includedFromPercent: { default: 25, min: 1, max: 99, why: 'AWS draws the line for I/O-Optimized there' },
    perRequestBelowPercent: {
      default: 15,
      min: 0,
      max: 99,
      why: 'well below it, so that a busy month does not turn it round',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'missing days would be counted as quiet ones' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell of the load of now' },
  },
  needs: {
    metrics: ['cluster-io-requests', 'cluster-storage-bytes', 'capacity-units-average'],
    related: true,
    kinds: ['database'],
    sizes: true,
  },
  risk: 'low',
  action: 'database-cluster.change-io-billing',
  evaluate(cluster, params, context) {
    const { now, firstSeen, digest } = context;
    const { ioBilling } = cluster;
    if (cluster.powerState !== 'running' || ioBilling === 'other' || !hasBothModes(cluster)) return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    if (cluster.members.length === 0) return fine();

    const requests = whole(digest('cluster-io-requests'), params, now);
    const bytes = whole(digest('cluster-storage-bytes'), params, now);
    const members = membersOf(cluster, context);
    const evidence = {
      ioBilling,
      members: cluster.members.length,
      changeableAt: cluster.ioBillingChangeableAt ?? null,
    };
    if (!requests.known) return cannotTell(requests.reason, evidence);
    if (!bytes.known) return cannotTell(bytes.reason, evidence);
    if (!members.known) return cannotTell(members.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);

    const days = (requests.value.sampleCount * requests.value.periodSeconds) / 86_400;
    const use: Use = {
      requests: Math.round((digestSum(requests.value) / days) * (HOURS_PER_MONTH / 24)),
      storageGiB: rounded(bytes.value.mean / BYTES_PER_GIB),
      capacityUnits: mapFact(digest('capacity-units-average'), ({ mean }) => mean),
    };
    const measured = { ...evidence, monthlyRequests: use.requests, storageGiB: use.storageGiB };
    const share = ioShare(cluster, members.value, use, context);
    if (!share.known) return cannotTell(share.reason, measured);
    const told = { ...measured, ioSharePercent: rounded(share.value * 100) };
    const target: Billing | undefined =
      ioBilling === 'per-request' && share.value * 100 > params.includedFromPercent
        ? 'included'
        : ioBilling === 'included' && share.value * 100 < params.perRequestBelowPercent
          ? 'per-request'
          : undefined;
    if (target === undefined) return fine();
    const saving = savingOf(cluster, members.value, use, target, context);
    if (!saving.known) return cannotTell(saving.reason, told);
    if (saving.value.amount.nanos <= 0n) return fine();
    return waste({ confidence: 0.85, evidence: told, monthlySavings: saving, actionParams: { ioBilling: target } });
  },
});

interface Use {
  readonly requests: number;
  readonly storageGiB: number;
  /** Mean of its members without a fixed size. */
  readonly capacityUnits: Fact<number>;
}

/**
 * Source: Aurora User Guide, "Storage configurations for Amazon Aurora DB clusters": from PostgreSQL 13.10, 14.7, 15.2
 * and Aurora MySQL 3.03.1 (MySQL 8.0) on.
 */
function hasBothModes({ engine, engineVersion }: DatabaseCluster): boolean {
  const [major = 0, minor = 0] = engineVersion.split('.').map(Number);
  if (engine === 'aurora-mysql') return major >= 8;
  if (!isAurora(engine)) return false;
  const first: Readonly<Record<number, number>> = { 13: 10, 14: 7, 15: 2 };
  return major > 15 || minor >= (first[major] ?? Number.POSITIVE_INFINITY);
}

function whole(
  digest: Fact<MetricDigest>,
  window: { readonly lookbackDays: number; readonly maxMetricAgeDays: number; readonly minCoverage: number },
  now: CheckContext['now'],
): Fact<MetricDigest> {
  const gap = gapIn(
    peakOf(digest, ({ max }) => max, window, now),
    window.minCoverage,
  );
  return gap === undefined ? digest : unread(gap);
}

/** All of them: the mode changes what each costs. */
function membersOf(
  { members }: DatabaseCluster,
  { related, unread: unreadSubject }: CheckContext,
): Fact<readonly Database[]> {
  const found: Database[] = [];
  for (const { resourceId } of members) {
    const stored = related(resourceId);
    if (stored?.resource.kind !== 'database' || stored.goneSince !== undefined) {
      return unread(`database: ${unreadSubject('database') ?? `${resourceId} was not read`}`);
    }
    found.push(stored.resource);
  }
  return known(found);
}

/** What storage and I/O cost in a mode. */
function volumeComponents(
  engine: string,
  billing: Billing,
  { storageGiB, requests }: Use,
): Fact<readonly CostComponent[]> {
  return all([
    component('cluster storage', `cluster-storage/${billing}/${engine}`, storageGiB, 'GiB-month'),
    ...(billing === 'per-request' && requests > 0
      ? [component('I/O requests', `cluster-io/${engine}`, requests, 'request')]
      : []),
  ]);
}

const machineIn = (member: Database, ioBilling: Billing, { capacityUnits }: Use, { now, sizes }: CheckContext) =>
  computeComponents(member, {
    now,
    sizes: sizes(),
    ioBilling,
    capacityUnits: isServerless(member) ? capacityUnits : unread('of no importance'),
  });

/** Share of I/O in the cluster's cost if each request bills, at list price: 0 to 1. */
function ioShare(
  cluster: DatabaseCluster,
  members: readonly Database[],
  use: Use,
  context: CheckContext,
): Fact<number> {
  const { costs } = context;
  const everything = costs.atListPrice(
    joined([
      volumeComponents(cluster.engine, 'per-request', use),
      ...members.map((member) => machineIn(member, 'per-request', use, context)),
    ]),
  );
  if (!everything.known) return everything;
  const io = everything.value.terms.find(({ label }) => label === 'I/O requests');
  return known(ratio(io?.amount, everything.value.total));
}

const ratio = (part: Money | undefined, total: Money): number =>
  part === undefined || total.nanos <= 0n ? 0 : Number(part.nanos) / Number(total.nanos);

/** Of the volume and of each member, each on the footing of its own bill. */
function savingOf(
  cluster: DatabaseCluster,
  members: readonly Database[],
  use: Use,
  target: Billing,
  context: CheckContext,
): Fact<CostEstimate> {
  const present: Billing = target === 'included' ? 'per-request' : 'included';
  const { costs } = context;
  const ofVolume = changeSaving(
    cluster,
    costs,
    volumeComponents(cluster.engine, present, use),
    volumeComponents(cluster.engine, target, use),
  );
  const ofMembers = members.map((member) =>
    mapFact(
      changeSaving(member, costs, machineIn(member, present, use, context), machineIn(member, target, use, context)),
      (saving) => labelled(saving, member.name ?? member.resourceId),
    ),
  );
  return addEstimates([ofVolume, ...ofMembers]);
}
