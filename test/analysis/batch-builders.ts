import type { AnalysisBatch, Attachment, BilledCost } from '../../src/analysis/batch.ts';
import { checks } from '../../src/analysis/checks.ts';
import { evaluateBatch } from '../../src/analysis/evaluate.ts';
import { defaultSettings } from '../../src/analysis/settings.ts';
import type { Finding } from '../../src/domain/findings.ts';
import { addDays, dayOf } from '../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import { exactAmount, parseMoney } from '../../src/domain/money.ts';
import type { Instance, StoredResource } from '../../src/domain/resources.ts';
import { NOW, SCOPE } from '../support/resource-builders.ts';
import { priceBook } from './price-book.ts';

/** A batch as the store would fill it: `attached` and `holders` follow from `estate`, all that there is. */
export function batchOf(
  resources: readonly StoredResource[],
  change: Partial<AnalysisBatch> & { readonly estate?: readonly StoredResource[] } = {},
): AnalysisBatch {
  const { estate = resources, ...rest } = change;
  const present = estate.filter(({ goneSince }) => goneSince === undefined);
  const attached = new Map<string, Attachment[]>();
  for (const { resource } of present) {
    if (resource.kind !== 'block-volume' && resource.kind !== 'public-address') continue;
    if (!resource.attachedTo.known) continue;
    for (const id of resource.attachedTo.value) attached.set(id, [...(attached.get(id) ?? []), resource]);
  }
  return {
    now: NOW,
    scope: SCOPE,
    resources,
    digests: new Map(),
    attached,
    holders: new Map(estate.filter(isInstance).map((each) => [each.resource.resourceId, each])),
    billed: billed({}),
    prices: priceBook(),
    users: new Map(),
    related: new Map(),
    sizes: new Map(),
    unread: new Map(),
    unreadInRegion: rest.unread ?? new Map(),
    settings: defaultSettings,
    ...rest,
  };
}

const isInstance = (each: StoredResource): each is StoredResource<Instance> => each.resource.kind === 'instance';

/** Effective cost over the last 30 full days by resource: `[amount, days, currency]`. */
export function billed(
  costs: Readonly<Record<string, readonly [amount: string, days: number, currency?: string]>>,
): AnalysisBatch['billed'] {
  const today = dayOf(NOW);
  const entries = Object.entries(costs).map(([id, [amount, days, currency = 'USD']]): [string, BilledCost] => [
    id,
    { effectiveCost: parseMoney(amount, currency)!, days },
  ]);
  return { range: { from: addDays(today, -30), to: today }, costs: new Map(entries) };
}

export const digestsOf = (
  ...digests: readonly MetricDigest[]
): ReadonlyMap<string, ReadonlyMap<MetricName, MetricDigest>> => {
  const byResource = new Map<string, Map<MetricName, MetricDigest>>();
  for (const each of digests) {
    const own = byResource.get(each.resourceId) ?? new Map<MetricName, MetricDigest>();
    byResource.set(each.resourceId, own.set(each.metric, each));
  }
  return byResource;
};

/** The finding of one check on the first resource of the batch. Throws where its evidence has what the check does not describe. */
export function findingBy(checkId: string, batch: AnalysisBatch): Finding | undefined {
  const finding = evaluateBatch(batch).find((each) => each.checkId === checkId);
  const described = checks.find(({ ids }) => Object.values(ids).includes(checkId))?.evidence ?? {};
  const untold = Object.keys(finding?.evidence ?? {}).filter((field) => !(field in described));
  if (untold.length > 0) throw new Error(`${checkId} does not describe ${untold.join(', ')}`);
  return finding;
}

/** `fine`, `unknown`, or the confidence of what is waste: what a table of rules compares. */
export function outcome(checkId: string, batch: AnalysisBatch): 'fine' | 'unknown' | number {
  const finding = findingBy(checkId, batch);
  if (finding === undefined) return 'fine';
  return finding.verdict === 'waste' ? finding.confidence : 'unknown';
}

/** The saving as `amount [low to high] currency basis`, or why it is not known. */
export function savingText(finding: Finding | undefined): string {
  if (finding === undefined) return 'no finding';
  if (!finding.monthlySavings.known) return `unknown: ${finding.monthlySavings.reason}`;
  const { amount, low, high, basis } = finding.monthlySavings.value;
  return `${exactAmount(amount)} [${exactAmount(low)} to ${exactAmount(high)}] ${amount.currency} ${basis}`;
}

/** Sum of a saving's terms, exact: has to be the amount. */
export function termSum(finding: Finding): string | undefined {
  if (!finding.monthlySavings.known) return undefined;
  const { amount, terms } = finding.monthlySavings.value;
  return exactAmount({ nanos: terms.reduce((sum, term) => sum + term.amount.nanos, 0n), currency: amount.currency });
}
