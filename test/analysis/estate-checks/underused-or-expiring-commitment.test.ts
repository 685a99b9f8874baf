import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { underusedOrExpiringCommitment } from '../../../src/analysis/estate-checks/underused-or-expiring-commitment.ts';
import type { CommitmentUse } from '../../../src/domain/cost-facts.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Commitment } from '../../../src/domain/resources.ts';
import { GCP } from '../../support/cloud-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import {
  estateFacts,
  type EstateSpec,
  estateVerdicts,
  outcomes,
  reservation,
  savingText,
  use,
} from './estate-facts-builders.ts';

const POOL = 'shop:us-central1:n2:12m';
const SHARED = '*:us-central1:n2:12m';

const bought = (id: string, change: Partial<Commitment> = {}): Commitment =>
  reservation({
    scope: { ...GCP, regionId: 'us-central1' },
    type: 'gcp:compute:commitment',
    resourceId: id,
    billingIds: [POOL, SHARED],
    covers: 'Compute',
    family: 'n2',
    units: 10,
    unitName: 'vCPU',
    startsAt: known(daysAgo(100)),
    endsAt: known(daysAgo(-265)),
    exchangeable: false,
    ...change,
  });

const judge = (commitments: readonly Commitment[], uses: readonly Partial<CommitmentUse>[], more: EstateSpec = {}) =>
  estateVerdicts(
    underusedOrExpiringCommitment,
    estateFacts({
      provider: 'gcp',
      commitments,
      costs: { 'commitment-use': uses.map((each) => use({ commitmentId: POOL, category: 'usage', ...each })) },
      ...more,
    }),
  );

const half = { utilization: 0.5, unusedCost: '168' };
const soon = { endsAt: known(daysAgo(-20)) };

describe('underused or expiring commitment', () => {
  it.each`
    change                       | of                                   | verdict      | because
    ${{}}                        | ${half}                              | ${0.9}       | ${'half of it buys nothing'}
    ${{}}                        | ${{}}                                | ${'fine'}    | ${'it is used, and goes on'}
    ${soon}                      | ${{}}                                | ${0.9}       | ${'it ends, and nothing follows'}
    ${soon}                      | ${{ netSavings: '-1' }}              | ${'fine'}    | ${'it saved nothing'}
    ${{ ...soon, renews: true }} | ${{}}                                | ${'fine'}    | ${'it renews itself'}
    ${{ ...soon, renews: true }} | ${half}                              | ${0.9}       | ${'what renews may still be too large'}
    ${{ phase: 'queued' }}       | ${half}                              | ${'fine'}    | ${'it has not begun'}
    ${{}}                        | ${{ commitmentId: 'other' }}         | ${'unknown'} | ${'its use is not told'}
    ${{ startsAt: unread('x') }} | ${half}                              | ${'unknown'} | ${'it may have begun within the window'}
    ${{}}                        | ${{ ...half, commitmentId: SHARED }} | ${0.9}       | ${'the discount is shared'}
  `('is $verdict: $because', ({ change, of, verdict }) => {
    expect(outcomes(judge([bought('c-1', change as Partial<Commitment>)], [of as Partial<CommitmentUse>]))).toBe(
      verdict,
    );
  });

  it('tells of one that is both what is lost today', () => {
    const [of, ...others] = judge([bought('c-1', soon)], [half]);
    expect(others).toEqual([]);
    expect(of?.verdict).toMatchObject({ evidence: { utilization: 0.5 } });
    expect(of?.counts).toBeUndefined();
  });

  it('says of one that ends that it is to be renewed, and counts it in no total', () => {
    const [of] = judge([bought('c-1', soon)], [{}]);
    expect(of).toMatchObject({ counts: false, verdict: { action: 'commitment.renew' } });
    // 134.40 in 14 days of 24 hours, 730 hours a month.
    expect(savingText(of!)).toBe('292.00 [292.00 to 292.00] USD');
  });

  it('divides what is told of several alike by their units, to the last nano', () => {
    // 168 in 14 days is 365 a month: a third and two thirds of it.
    const found = judge([bought('c-1', { units: 10 }), bought('c-2', { units: 20 })], [half]);
    expect(found.map(savingText)).toEqual([
      '121.666666667 [0.00 to 121.666666667] USD',
      '243.333333333 [0.00 to 243.333333333] USD',
    ]);
  });

  it('gives nothing of it to one that ended before the window', () => {
    const ended = bought('c-2', { phase: 'ended', startsAt: known(daysAgo(400)), endsAt: known(daysAgo(25)) });
    const [first, second] = judge([bought('c-1'), ended], [half]);
    expect(savingText(first!)).toBe('365.00 [0.00 to 365.00] USD');
    expect(second?.verdict).toMatchObject({ verdict: 'waste', monthlySavings: { known: false } });
  });

  it('is never waste where neither its use nor its end was read', () => {
    fc.assert(
      fc.property(fc.string(), (reason) => {
        const verdicts = judge([bought('c-1', { endsAt: unread(reason) })], [], {
          costs: { 'commitment-use': reason },
        });
        return verdicts.every(({ verdict }) => verdict.verdict === 'cannot-tell') && verdicts.length === 1;
      }),
    );
  });
});
