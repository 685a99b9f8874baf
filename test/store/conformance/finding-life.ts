import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import type { Finding, StoredFinding } from '../../../src/domain/findings.ts';
import type { FindingRepository, ScopeFilter } from '../../../src/domain/ports/store.ts';
import { at, estimate, finding, otherAccount, otherRegion } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const one = finding('vol-1');

async function judge(
  findings: FindingRepository,
  hour: number,
  list: readonly Finding[],
  { checkIds = [one.checkId], filter = {} }: { checkIds?: readonly string[]; filter?: ScopeFilter } = {},
): Promise<{ readonly opened: number; readonly resolved: number }> {
  const load = await findings.beginLoad(at(hour));
  await load.add(list);
  return load.commit({ checkIds, filter });
}

const stateOf = async (findings: FindingRepository, id = one.id): Promise<Partial<StoredFinding>> => {
  const [{ status, firstSeen, lastSeen, resolvedAt, suppression } = {} as StoredFinding] = await findings.get(id);
  return { status, firstSeen, lastSeen, ...(resolvedAt && { resolvedAt }), ...(suppression && { suppression }) };
};

export function findingLifeConformance(open: OpenEmptyStore): void {
  it('is opened, seen again with what is new about it, resolved, and opened again', () =>
    withStore(open, async ({ findings }) => {
      expect(await judge(findings, 1, [one])).toEqual({ opened: 1, resolved: 0 });
      const dearer = finding('vol-1', { monthlySavings: known(estimate(99n)), title: 'another title' });
      expect(await judge(findings, 2, [dearer])).toEqual({ opened: 0, resolved: 0 });
      expect(await findings.get(one.id)).toEqual([{ ...dearer, status: 'open', firstSeen: at(1), lastSeen: at(2) }]);
      expect(await judge(findings, 3, [])).toEqual({ opened: 0, resolved: 1 });
      expect(await stateOf(findings)).toEqual({
        status: 'resolved',
        firstSeen: at(1),
        lastSeen: at(2),
        resolvedAt: at(3),
      });
      expect(await judge(findings, 4, [])).toEqual({ opened: 0, resolved: 0 });
      expect(await judge(findings, 5, [one])).toEqual({ opened: 1, resolved: 0 });
      expect(await stateOf(findings)).toEqual({ status: 'open', firstSeen: at(1), lastSeen: at(5) });
    }));

  it('what was not judged is not resolved: another check, region or account', () =>
    withStore(open, async ({ findings }) => {
      const elsewhere = [
        finding('vol-2', { scope: otherRegion }),
        finding('vol-3', { scope: otherAccount }),
        finding('vol-4', { checkId: 'other' }),
      ];
      await judge(findings, 1, [one, ...elsewhere], { checkIds: [one.checkId, 'other'] });
      const judged = {
        checkIds: [one.checkId],
        filter: { accountIds: [one.scope.accountId], regionIds: [one.scope.regionId] },
      };
      expect(await judge(findings, 2, [], judged)).toEqual({ opened: 0, resolved: 1 });
      for (const { id } of elsewhere) expect((await stateOf(findings, id)).status).toBe('open');
      expect(await judge(findings, 3, [], { checkIds: [], filter: {} })).toEqual({ opened: 0, resolved: 0 });
    }));

  it('a failed load leaves what was', () =>
    withStore(open, async ({ findings }) => {
      await judge(findings, 1, [one]);
      const load = await findings.beginLoad(at(2));
      await load.add([finding('vol-2')]);
      await load.rollback();
      expect(await stateOf(findings)).toEqual({ status: 'open', firstSeen: at(1), lastSeen: at(1) });
    }));

  describe('suppressed', () => {
    it('stays so when it is seen again, and when it goes and comes back', () =>
      withStore(open, async ({ findings }) => {
        await judge(findings, 1, [one]);
        const suppression = { until: null, reason: 'kept for the auditors' };
        await findings.suppress(one.id, suppression, at(2));
        expect(await stateOf(findings)).toMatchObject({ status: 'suppressed', suppression });
        expect(await judge(findings, 3, [one])).toEqual({ opened: 0, resolved: 0 });
        expect(await stateOf(findings)).toMatchObject({ status: 'suppressed', suppression, lastSeen: at(3) });
        expect(await judge(findings, 4, [])).toEqual({ opened: 0, resolved: 1 });
        await judge(findings, 5, [one]);
        expect(await stateOf(findings)).toMatchObject({ status: 'suppressed', suppression });
      }));

    it('until a moment that has passed, it is open again', () =>
      withStore(open, async ({ findings }) => {
        await judge(findings, 1, [one]);
        await findings.suppress(one.id, { until: at(10), reason: 'next release' }, at(2));
        await judge(findings, 9, [one]);
        expect((await stateOf(findings)).status).toBe('suppressed');
        await judge(findings, 10, [one]);
        expect(await stateOf(findings)).toEqual({ status: 'open', firstSeen: at(1), lastSeen: at(10) });
      }));

    it('until a moment that passed while it was away, it comes back open', () =>
      withStore(open, async ({ findings }) => {
        await judge(findings, 1, [one]);
        await findings.suppress(one.id, { until: at(4), reason: 'next release' }, at(2));
        await judge(findings, 3, []);
        expect(await judge(findings, 5, [one])).toEqual({ opened: 1, resolved: 0 });
        expect(await stateOf(findings)).toEqual({ status: 'open', firstSeen: at(1), lastSeen: at(5) });
      }));

    it('can be lifted', () =>
      withStore(open, async ({ findings }) => {
        await judge(findings, 1, [one]);
        await findings.suppress(one.id, { until: null, reason: 'x' }, at(2));
        await findings.suppress(one.id, null, at(3));
        expect(await stateOf(findings)).toEqual({ status: 'open', firstSeen: at(1), lastSeen: at(1) });
      }));

    it('a finding that there is not cannot be', () =>
      withStore(open, async ({ findings }) => {
        await expect(findings.suppress('no/such/finding/1', null, at(1))).rejects.toMatchObject({
          code: 'finding-unknown',
          message: 'there is no finding "no/such/finding/1"',
        });
      }));
  });
}
