import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateBatch } from '../../src/analysis/evaluate.ts';
import { type Costs, costsOf } from '../../src/analysis/pricing/costs.ts';
import { type Fact, known, unread } from '../../src/domain/fact.ts';
import type { Finding } from '../../src/domain/findings.ts';
import type { Quote } from '../../src/analysis/pricing/quote.ts';
import type { Resource, StoredResource } from '../../src/domain/resources.ts';
import { address, daysAgo, digest, instance, stored, volume } from '../support/resource-builders.ts';
import { batchOf, billed, digestsOf, termSum } from './batch-builders.ts';

/** Laws over whole estates: four machines that share volumes and addresses in every way, well read and badly read. */

const machineIds = ['i-0', 'i-1', 'i-2', 'i-3'] as const;

const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> =>
  fc.oneof({ weight: 9, arbitrary: value.map(known) }, { weight: 1, arbitrary: fc.constant(unread('denied')) });

const tags = perhaps(
  fc.constantFrom<Record<string, string>[]>(
    {},
    {},
    {},
    { 'ballast:keep': 'x' },
    { CSIVolumeName: 'pvc' },
    { team: 'a' },
  ),
);
const when = perhaps(fc.integer({ min: 0, max: 120 }).map(daysAgo));

const machine = (resourceId: string): fc.Arbitrary<StoredResource> =>
  fc
    .record({
      powerState: fc.constantFrom('running', 'stopped', 'stopped', 'changing' as const),
      startedAt: when,
      stoppedSince: when,
      pricingModel: fc.constantFrom('on-demand', 'on-demand', 'spot' as const),
      tags,
    })
    .map((change) => stored(instance({ resourceId, ...change })));

const holders = perhaps(fc.subarray([...machineIds], { maxLength: 3 }));

const block = (index: number): fc.Arbitrary<StoredResource> =>
  fc
    .record({
      tier: fc.constantFrom('gp2', 'gp2', 'gp3', 'sc1', 'io2'),
      sizeGiB: fc.constantFrom(1, 8, 100, 200, 500, 9000, Number.NaN),
      iops: fc.constantFrom(3000, 40_000),
      attachedTo: holders,
      createdAt: when,
      tags,
    })
    .chain((change) =>
      fc
        .integer({ min: 0, max: 60 })
        .map((idleDays) => stored(volume({ resourceId: `vol-${index}`, ...change }), { idleDays })),
    );

const ip = (index: number): fc.Arbitrary<StoredResource> =>
  fc
    .record({ attachedTo: perhaps(fc.subarray([...machineIds], { maxLength: 1 })), tags })
    .map((change) => stored(address({ resourceId: `eipalloc-${index}`, ...change }), { idleDays: 3 }));

const estate = fc
  .tuple(fc.tuple(...machineIds.map(machine)), fc.tuple(...[0, 1, 2, 3, 4].map(block)), fc.tuple(...[0, 1].map(ip)))
  .map((kinds): readonly StoredResource[] => kinds.flat());

/** Half of the bill is there, some of it far from list price. */
const bill = fc
  .dictionary(
    fc.constantFrom('vol-0', 'vol-1', 'vol-2', 'i-0', 'i-1', 'eipalloc-0'),
    fc.tuple(fc.constantFrom('0', '0.000000001', '7.20', '123.456789', '-5'), fc.constantFrom(3, 25, 30)),
  )
  .map(billed);

const surroundings = (all: readonly StoredResource[], bills: ReturnType<typeof billed>) => ({
  estate: all,
  billed: bills,
  digests: digestsOf(
    ...machineIds.flatMap((resourceId) => [
      digest('cpu-percent-maximum', 2, { resourceId }),
      digest('network-bytes', 1000, { resourceId }),
    ]),
  ),
});

const text = (findings: readonly Finding[]): string =>
  JSON.stringify(findings, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

const sorted = (findings: readonly Finding[]): string => text([...findings].sort((a, b) => (a.id < b.id ? -1 : 1)));

const nanos = (finding: Finding): bigint =>
  finding.monthlySavings.known ? finding.monthlySavings.value.amount.nanos : 0n;

const sum = (findings: readonly Finding[]): bigint => findings.reduce((total, finding) => total + nanos(finding), 0n);

/** Of the kinds in these estates. */
function costOf(resource: Resource, costs: Costs): Fact<Quote> {
  switch (resource.kind) {
    case 'instance':
    case 'block-volume':
    case 'public-address':
      return costs.monthly(resource);
    case 'volume-snapshot':
      return costs.model.known
        ? costs.monthlyOf(resource, costs.model.value.snapshot(resource.sourceSizeGiB))
        : costs.model;
    default:
      return unread(`no ${resource.kind} is made here`);
  }
}

describe('findings of any estate', () => {
  it('are the same to the byte for the same input', () => {
    fc.assert(
      fc.property(estate, bill, (all, bills) => {
        const evaluated = () => text(evaluateBatch(batchOf(all, surroundings(all, bills))));
        expect(evaluated()).toBe(evaluated());
      }),
    );
  });

  it('do not depend on the order of resources or on how they are cut into batches', () => {
    const shuffled = estate.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length }),
        fc.integer({ min: 1, max: 11 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, bill, ([all, other, size], bills) => {
        const around = surroundings(all, bills);
        const whole = evaluateBatch(batchOf(all, around));
        const pieces: Finding[] = [];
        for (let at = 0; at < other.length; at += size) {
          pieces.push(...evaluateBatch(batchOf(other.slice(at, at + size), { ...around, estate: other })));
        }
        expect(sorted(pieces)).toBe(sorted(whole));
      }),
    );
  });

  it('count a resource once: never more than the plain sum, and never more than everything costs', () => {
    fc.assert(
      fc.property(estate, bill, (all, bills) => {
        const batch = batchOf(all, surroundings(all, bills));
        const findings = evaluateBatch(batch);
        const counting = findings.filter(({ countsTowardsTotal }) => countsTowardsTotal);
        expect(sum(counting)).toBeLessThanOrEqual(sum(findings));
        expect(new Set(counting.map(({ resourceId }) => resourceId)).size).toBe(counting.length);

        const costs = costsOf(batch);
        const everything = all.reduce((total, { resource }) => {
          const cost = costOf(resource, costs);
          return cost.known ? total + cost.value.total.nanos : total;
        }, 0n);
        expect(sum(counting)).toBeLessThanOrEqual(everything);
      }),
      { numRuns: 300 },
    );
  });

  it('save at most what the resource and what hangs on it cost, in terms that add up', () => {
    fc.assert(
      fc.property(estate, bill, (all, bills) => {
        const batch = batchOf(all, surroundings(all, bills));
        const costs = costsOf(batch);
        const monthly = (resource: Resource): bigint => {
          const cost = costOf(resource, costs);
          return cost.known ? cost.value.total.nanos : 0n;
        };
        for (const finding of evaluateBatch(batch)) {
          if (!finding.monthlySavings.known) continue;
          const { amount, low, high, terms } = finding.monthlySavings.value;
          const own = all.find(({ resource }) => resource.resourceId === finding.resourceId)!.resource;
          const attached = batch.attached.get(finding.resourceId) ?? [];
          const cost =
            finding.checkId === 'aws-ec2-instance-stopped-long'
              ? attached.reduce((total, each) => total + monthly(each), 0n)
              : monthly(own);
          expect(high.nanos).toBeLessThanOrEqual(cost);
          expect(amount.nanos).toBeLessThanOrEqual(high.nanos);
          expect(amount.nanos).toBeGreaterThanOrEqual(low.nanos);
          expect(amount.nanos).toBeGreaterThanOrEqual(0n);
          expect(termSum(finding)).toBeDefined();
          expect(terms.reduce((total, term) => total + term.amount.nanos, 0n)).toBe(amount.nanos);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('call nothing waste that was not read, nor what is to be kept', () => {
    fc.assert(
      fc.property(estate, bill, (all, bills) => {
        for (const finding of evaluateBatch(batchOf(all, surroundings(all, bills)))) {
          const { resource } = all.find((each) => each.resource.resourceId === finding.resourceId)!;
          expect(resource.tags.known && 'ballast:keep' in resource.tags.value).toBe(false);
          if (finding.verdict !== 'waste') continue;
          expect(resource.tags.known).toBe(true);
          if (finding.checkId === 'aws-ebs-volume-unattached' || finding.checkId === 'aws-eip-unassociated') {
            expect('attachedTo' in resource && resource.attachedTo).toEqual(known([]));
          }
        }
      }),
    );
  });
});
