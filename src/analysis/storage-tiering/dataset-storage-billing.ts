import { type Fact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { DatasetBytes } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import type { CostComponent } from '../pricing/components.ts';
import { BYTES_PER_GIB, storageOf, together } from '../pricing/object-stores.ts';
import { difference } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

type Billing = 'logical' | 'physical';

/** Tables that would cost less if they were billed as they are stored. */
export const datasetStorageBilling = defineCheck({
  name: 'dataset-storage-billing',
  ids: { gcp: 'gcp-bq-storage-billing-model' },
  kind: 'dataset',
  title: 'Dataset that is cheaper under the other storage billing model',
  description:
    'BigQuery bills either the bytes before compression (logical) or those that are stored (physical), where each GiB costs about ' +
    'twice as much and the bytes of time travel and of the fail-safe count too. Data that compresses well is cheaper by the ' +
    'second, data that is rewritten all the time by the first. A change takes a day, and the next one 14 days.',
  savings: 'storage of all its tables at list price under the present model, minus the same under the other',
  ignores: ['a dataset that would save less than a fifth, or less than minMonthlySavings'],
  evidence: {
    billing: 'how it is billed now',
    logicalGiB: 'bytes before compression, GiB',
    physicalGiB: 'bytes as stored, with time travel and fail-safe, GiB',
    costRatio: 'cost under the other model / cost now',
  },
  params: {
    maxCostRatio: {
      default: 0.8,
      min: 0,
      max: 1,
      why: 'a fifth less: how well data compresses, and how much of it is rewritten, changes over a month',
    },
    minMonthlySavings: {
      default: 1,
      min: 0,
      max: 1_000_000,
      why: 'in the currency of the prices: less is not worth a ticket',
    },
  },
  risk: 'low',
  action: 'dataset.change-storage-billing',
  evaluate(dataset, { maxCostRatio, minMonthlySavings }, { costs }) {
    const { storageBilling, stored, tags } = dataset;
    if (!stored.known) return cannotTell(`stored bytes: ${stored.reason}`);
    const bytes = stored.value;
    const logical = bytes.activeLogicalBytes + bytes.longTermLogicalBytes;
    const physical = bytes.activePhysicalBytes + bytes.longTermPhysicalBytes;
    if (logical <= 0 || physical <= 0) return fine(); // empty, or external tables alone
    if (!storageBilling.known) return cannotTell(`billing model: ${storageBilling.reason}`);
    const now = storageBilling.value;
    const other: Billing = now === 'logical' ? 'physical' : 'logical';
    const saving = savingOf(bytes, now, other, costs);
    const evidence = {
      billing: now,
      logicalGiB: rounded(logical / BYTES_PER_GIB),
      physicalGiB: rounded(physical / BYTES_PER_GIB),
      costRatio: saving.known ? rounded(saving.value.ratio) : null,
    };
    // Which of the two is cheaper is a matter of prices alone.
    if (!saving.known) return cannotTell(saving.reason, evidence);
    const { estimate, ratio } = saving.value;
    if (ratio >= maxCostRatio || Number(estimate.amount.nanos) / 1e9 < minMonthlySavings) return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    return waste({
      confidence: 0.8,
      evidence,
      monthlySavings: { known: true, value: estimate },
      actionParams: { storageBilling: other },
    });
  },
});

function savingOf(
  bytes: DatasetBytes,
  now: Billing,
  other: Billing,
  costs: Costs,
): Fact<{ readonly estimate: CostEstimate; readonly ratio: number }> {
  const present = costs.atListPrice(componentsOf(bytes, now));
  const instead = costs.atListPrice(componentsOf(bytes, other));
  if (!present.known) return present;
  if (!instead.known) return instead;
  if (present.value.total.nanos <= 0n) return unread('its storage costs nothing at list price');
  const estimate = difference(present.value, instead.value);
  return estimate.known
    ? {
        known: true,
        value: {
          estimate: estimate.value,
          ratio: Number(instead.value.total.nanos) / Number(present.value.total.nanos),
        },
      }
    : estimate;
}

/** What was not changed for 90 days bills as long-term. Source: BigQuery pricing, "Storage pricing". */
const componentsOf = (bytes: DatasetBytes, billing: Billing): Fact<readonly CostComponent[]> =>
  together(
    billing === 'logical'
      ? [
          storageOf('dataset/active-logical', bytes.activeLogicalBytes / BYTES_PER_GIB),
          storageOf('dataset/long-term-logical', bytes.longTermLogicalBytes / BYTES_PER_GIB),
        ]
      : [
          storageOf('dataset/active-physical', bytes.activePhysicalBytes / BYTES_PER_GIB),
          storageOf('dataset/long-term-physical', bytes.longTermPhysicalBytes / BYTES_PER_GIB),
        ],
  );
