import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Finding, StoredFinding } from '../../../src/domain/findings.ts';
import { money } from '../../../src/domain/money.ts';
import type { FindingFilter, FindingRepository } from '../../../src/domain/ports/store.ts';
import { at, collect, estimate, finding, otherAccount, otherRegion, scope } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

async function judge(findings: FindingRepository, list: readonly Finding[], hour = 1): Promise<void> {
  const load = await findings.beginLoad(at(hour));
  await load.add(list);
  await load.commit({ checkIds: [...new Set(list.map((of) => of.checkId))], filter: {} });
}

const life = (of: Finding): StoredFinding => ({ ...of, status: 'open', firstSeen: at(1), lastSeen: at(1) });
const azure = { ...scope, provider: 'azure', accountId: 'sub-1' } as const;
const estate: readonly Finding[] = [
  finding('vol-1', { monthlySavings: known(estimate(5n)) }),
  finding('vol-2', { monthlySavings: known(estimate(9n)), scope: otherRegion }),
  finding('vol-3', { monthlySavings: known(estimate(9n)), scope: otherAccount, countsTowardsTotal: false }),
  finding('vol-4', { monthlySavings: unread('no price for volume/gp2'), scope: azure }),
  finding('vol-5', {
    verdict: 'cannot-tell',
    reason: 'denied: tags',
    monthlySavings: unread('not judged'),
    countsTowardsTotal: false,
  }),
  finding('vol-1', { checkId: 'aws-ebs-gp2', monthlySavings: known(estimate(7n, 'EUR')), countsTowardsTotal: false }),
];

export function findingConformance(open: OpenEmptyStore): void {
  it('come back exactly, estimate, evidence and action included', () =>
    withStore(open, async ({ findings }) => {
      const full = finding('vol-1', {
        resourceName: 'data "1"',
        owner: 'team-web',
        managedBy: 'CloudFormation stack web',
        monthlySavings: known({ ...estimate(8_000_000_001n), low: money(-1n, 'USD'), high: money(2n ** 62n, 'USD') }),
      });
      const { reason } = { reason: 'denied: ec2:DescribeTags' };
      const blind = finding('vol-2', { verdict: 'cannot-tell', reason, monthlySavings: unread(reason) });
      await judge(findings, [full, blind]);
      expect(await findings.get(full.id)).toEqual([life(full)]);
      expect(await findings.get('vol-2')).toEqual([life(blind)]);
      expect(await findings.get('vol-9')).toEqual([]);
    }));

  it('of one resource come together', () =>
    withStore(open, async ({ findings }) => {
      await judge(findings, estate);
      expect((await findings.get('vol-1')).map((of) => of.checkId)).toEqual([
        'aws-ebs-gp2',
        'aws-ebs-volume-unattached',
      ]);
    }));

  it('what was taken out of the total stays a finding, and stands in the plain sum', () =>
    withStore(open, async ({ findings }) => {
      const load = await findings.beginLoad(at(1));
      const [first, second] = [finding('vol-1'), finding('vol-2')];
      await load.add([first, second]);
      await load.uncount([first.id, 'none/of/them']);
      await load.commit({ checkIds: [first.checkId], filter: {} });
      expect(await findings.get(first.id)).toEqual([{ ...life(first), countsTowardsTotal: false }]);
      expect(await findings.get(second.id)).toEqual([life(second)]);
      expect((await findings.totals({})).savings).toMatchObject([
        { deduplicated: 8_000_000_000n, plainSum: 16_000_000_000n },
      ]);
    }));

  it('nothing of an analysis is visible before its commit, or after its rollback', () =>
    withStore(open, async ({ findings }) => {
      const load = await findings.beginLoad(at(1));
      await load.add(estate);
      expect(await collect(findings.stream({}, 10))).toEqual([]);
      await expect(findings.beginLoad(at(1))).rejects.toThrow(/under way/);
      await load.rollback();
      expect(await collect(findings.stream({}, 10))).toEqual([]);
      await judge(findings, [finding('vol-1')]);
      expect(await collect(findings.stream({}, 10))).toHaveLength(1);
    }));

  describe('are listed', () => {
    const names = (list: readonly StoredFinding[]): readonly string[] =>
      list.map((of) => (of.checkId === 'aws-ebs-gp2' ? 'gp2' : of.resourceId));

    it.each<[FindingFilter['sort'], readonly string[]]>([
      ['savings', ['gp2', 'vol-3', 'vol-2', 'vol-1', 'vol-4', 'vol-5']],
      ['check', ['gp2', 'vol-1', 'vol-5', 'vol-2', 'vol-3', 'vol-4']],
      ['resource', ['gp2', 'vol-1', 'vol-2', 'vol-3', 'vol-4', 'vol-5']],
    ])('by %s', (sort, expected) =>
      withStore(open, async ({ findings }) => {
        await judge(findings, estate);
        // Currencies are not compared: those of one stand together.
        const order = names(await collect(findings.stream({ ...(sort && { sort }) }, 2)));
        expect(order).toHaveLength(estate.length);
        if (sort === 'savings') {
          expect(order.filter((name) => name.startsWith('vol')).slice(0, 3)).toEqual(
            ['vol-3', 'vol-2', 'vol-1'].toSorted(bySavings),
          );
          expect(order.slice(-2).toSorted()).toEqual(['vol-4', 'vol-5']);
        } else if (sort === 'resource') expect(order).toEqual(expected);
        else expect(order[0]).toBe('gp2');
      }),
    );

    it('by when they were first seen', () =>
      withStore(open, async ({ findings }) => {
        await judge(findings, [finding('vol-2')], 1);
        await judge(findings, [finding('vol-2'), finding('vol-1')], 2);
        expect(names(await collect(findings.stream({ sort: 'first-seen' }, 10)))).toEqual(['vol-2', 'vol-1']);
      }));

    it.each<[string, FindingFilter, readonly string[]]>([
      ['nothing', {}, ['gp2', 'vol-1', 'vol-2', 'vol-3', 'vol-4', 'vol-5']],
      ['cloud', { providers: ['azure'] }, ['vol-4']],
      ['account', { accountIds: [otherAccount.accountId] }, ['vol-3']],
      ['region', { regionIds: ['eu-west-1'] }, ['vol-2']],
      ['check', { checkIds: ['aws-ebs-gp2'] }, ['gp2']],
      ['verdict', { verdicts: ['cannot-tell'] }, ['vol-5']],
      ['status', { statuses: ['resolved', 'suppressed'] }, []],
      ['resource', { resourceId: 'vol-1' }, ['gp2', 'vol-1']],
      ['least savings, of that currency alone', { minMonthlySavings: money(6n, 'USD') }, ['vol-2', 'vol-3']],
      ['limit', { sort: 'resource', limit: 2 }, ['gp2', 'vol-1']],
    ])('filtered by %s', (_name, filter, expected) =>
      withStore(open, async ({ findings }) => {
        await judge(findings, estate);
        expect([...names(await collect(findings.stream(filter, 4)))].toSorted()).toEqual(expected);
      }),
    );
  });

  it('totals count both verdicts, and savings by currency, deduplicated with their range, and plain', () =>
    withStore(open, async ({ findings }) => {
      await judge(findings, estate);
      expect(await findings.totals({})).toEqual({
        findings: 6,
        cannotTell: 1,
        unpriced: 1,
        savings: [
          { currency: 'EUR', deduplicated: 0n, low: 0n, high: 0n, plainSum: 7n },
          { currency: 'USD', deduplicated: 14n, low: 14n, high: 16n, plainSum: 23n },
        ],
      });
      expect(await findings.totals({ providers: ['gcp'] })).toEqual({
        findings: 0,
        cannotTell: 0,
        unpriced: 0,
        savings: [],
      });
      expect([...(await findings.totalsBy('check', {})).keys()]).toEqual(['aws-ebs-gp2', 'aws-ebs-volume-unattached']);
      expect((await findings.totalsBy('provider', {})).get('azure')).toEqual({
        findings: 1,
        cannotTell: 0,
        unpriced: 1,
        savings: [],
      });
      expect((await findings.totalsBy('account', {})).get(otherAccount.accountId)?.savings).toEqual([
        { currency: 'USD', deduplicated: 0n, low: 0n, high: 0n, plainSum: 9n },
      ]);
    }));

  it('totals leave out what is suppressed or resolved, unless asked for it', () =>
    withStore(open, async ({ findings }) => {
      await judge(findings, [finding('vol-1'), finding('vol-2')]);
      await findings.suppress(finding('vol-1').id, { until: null, reason: 'kept on purpose' }, at(2));
      expect((await findings.totals({})).findings).toBe(1);
      expect((await findings.totals({ statuses: ['suppressed'] })).findings).toBe(1);
    }));

  it('a resource is counted once in the deduplicated total, and the parts sum to the whole', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            resource: fc.nat(5),
            check: fc.constantFrom('c1', 'c2', 'c3'),
            account: fc.constantFrom(scope, otherAccount),
            nanos: fc.bigInt({ min: 0n, max: 2n ** 55n }),
            currency: fc.constantFrom('USD', 'EUR'),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        (raw) =>
          withStore(open, async ({ findings }) => {
            const unique = [
              ...new Map(raw.map((of) => [`${of.resource} ${of.check} ${of.account.accountId}`, of])).values(),
            ];
            const seen = new Set<string>();
            const list = unique.map((of) => {
              const resource = `${of.account.accountId} ${of.resource}`;
              const first = !seen.has(resource);
              seen.add(resource);
              return finding(`vol-${of.resource}`, {
                checkId: of.check,
                scope: of.account,
                monthlySavings: known(estimate(of.nanos, of.currency)),
                countsTowardsTotal: first,
              });
            });
            await judge(findings, list);
            const totals = await findings.totals({});
            for (const { currency, deduplicated, low, high, plainSum } of totals.savings) {
              const own = unique.filter((of) => of.currency === currency);
              expect(plainSum).toBe(own.reduce((sum, of) => sum + of.nanos, 0n));
              const once = list.filter(
                (of) =>
                  of.countsTowardsTotal &&
                  of.monthlySavings.known &&
                  of.monthlySavings.value.amount.currency === currency,
              );
              expect(deduplicated).toBe(
                once.reduce(
                  (sum, of) => sum + (of.monthlySavings.known ? of.monthlySavings.value.amount.nanos : 0n),
                  0n,
                ),
              );
              expect(low).toBe(deduplicated);
              expect(high).toBe(deduplicated + BigInt(once.length));
            }
            for (const key of ['check', 'provider', 'account'] as const) {
              const parts = [...(await findings.totalsBy(key, {})).values()];
              expect(parts.reduce((sum, of) => sum + of.findings, 0)).toBe(totals.findings);
              for (const { currency, deduplicated } of totals.savings) {
                const sums = parts.flatMap((of) => of.savings.filter((part) => part.currency === currency));
                expect(sums.reduce((sum, of) => sum + of.deduplicated, 0n)).toBe(deduplicated);
              }
            }
          }),
      ),
      { numRuns: 20 },
    ));
}

/** Equal savings stand by id, which begins with check and account. */
const bySavings = (a: string, b: string): number => {
  const idOf = (name: string): string =>
    estate.find((of) => of.resourceId === name && of.checkId !== 'aws-ebs-gp2')?.id ?? '';
  if (a === 'vol-1' || b === 'vol-1') return a === 'vol-1' ? 1 : -1;
  return idOf(a) < idOf(b) ? -1 : 1;
};
