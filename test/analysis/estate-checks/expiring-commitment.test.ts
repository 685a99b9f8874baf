import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiringCommitment } from '../../../src/analysis/estate-checks/expiring-commitment.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { type Instant, instant, MS_PER_HOUR } from '../../../src/domain/instant.ts';
import type { Commitment } from '../../../src/domain/resources.ts';
import { daysAgo, NOW } from '../../support/resource-builders.ts';
import {
  estateFacts,
  type EstateSpec,
  estateVerdicts,
  onlyWaste,
  outcomes,
  plan,
  reasonsOf,
  reservation,
  savingText,
  use,
} from './estate-facts-builders.ts';

const inDays = (days: number, hours = 0): Instant => instant(Date.parse(daysAgo(-days)) + hours * MS_PER_HOUR);
const endsIn = (days: number, hours = 0) => ({ endsAt: known(inDays(days, hours)) });

/** A plan that ends in 30 days, and what else is there. */
const judge = (of: Partial<Commitment> = {}, others: readonly Commitment[] = [], more: EstateSpec = {}) =>
  estateVerdicts(
    expiringCommitment,
    estateFacts({
      commitments: [plan({ ...endsIn(30), ...of }), ...others],
      costs: { 'commitment-use': [use()] },
      ...more,
    }),
  ).filter(({ subject }) => subject.id === 'sp-1' || subject.id === 'commitments');

/** One that is alike and begins when the other ends, so many days later. */
const next = (days: number, change: Partial<Commitment> = {}): Commitment =>
  plan({
    resourceId: 'sp-2',
    phase: 'queued',
    startsAt: known(inDays(30 + days)),
    endsAt: known(inDays(395)),
    ...change,
  });

describe('commitment that ends soon', () => {
  it.each`
    of                                      | verdict      | because
    ${{}}                                   | ${0.9}       | ${'it ends in a month'}
    ${endsIn(60)}                           | ${0.9}       | ${'the bound is inclusive'}
    ${endsIn(60, 1)}                        | ${'fine'}    | ${'an hour later it is not soon'}
    ${endsIn(0)}                            | ${0.9}       | ${'it ends this moment'}
    ${{ ...endsIn(-30), phase: 'ended' }}   | ${0.9}       | ${'it ended a month ago'}
    ${{ ...endsIn(-31), phase: 'ended' }}   | ${'fine'}    | ${'the bills without it have been looked at'}
    ${{ ...endsIn(30), phase: 'queued' }}   | ${'fine'}    | ${'it has not begun'}
    ${{ ...endsIn(30), phase: 'pending' }}  | ${'fine'}    | ${'it is not paid for yet'}
    ${{ ...endsIn(-1), phase: 'void' }}     | ${'fine'}    | ${'it was given back: nothing ended'}
    ${{ endsAt: unread('denied') }}         | ${'unknown'} | ${'its end was not read'}
    ${{ endsAt: known('soon' as Instant) }} | ${'unknown'} | ${'its end is no moment'}
  `('is $verdict: $because', ({ of, verdict }) => {
    expect(outcomes(judge(of))).toBe(verdict);
  });

  it.each`
    other                                                             | verdict      | because
    ${next(0)}                                                        | ${'fine'}    | ${'one is queued for that hour'}
    ${next(7)}                                                        | ${'fine'}    | ${'a week without is no reason'}
    ${next(-7)}                                                       | ${'fine'}    | ${'it overlaps for a week'}
    ${next(8)}                                                        | ${0.9}       | ${'it leaves a hole'}
    ${next(-8, { phase: 'active' })}                                  | ${0.9}       | ${'that one began for usage of its own'}
    ${next(0, { phase: 'pending' })}                                  | ${'fine'}    | ${'one is being paid for'}
    ${next(0, { phase: 'void' })}                                     | ${0.9}       | ${'that one was given back'}
    ${next(0, { covers: 'SageMaker' })}                               | ${0.9}       | ${'that one covers something else'}
    ${next(0, { covers: 'EC2Instance', family: 'm5' })}               | ${0.9}       | ${'that one is bound to a family'}
    ${next(0, { type: 'aws:rds:reserved-instance' })}                 | ${0.9}       | ${'that one is no plan'}
    ${next(0, { scope: { ...plan().scope, regionId: 'eu-west-1' } })} | ${'fine'}    | ${'a plan holds in all regions'}
    ${next(0, { startsAt: unread('denied') })}                        | ${'unknown'} | ${'it may follow'}
    ${next(0, { startsAt: known('then' as Instant) })}                | ${'unknown'} | ${'it may follow'}
  `('is $verdict beside another one: $because', ({ other, verdict }) => {
    expect(outcomes(judge({}, [other]))).toBe(verdict);
  });

  it.each`
    change                                                                   | verdict   | because
    ${{}}                                                                    | ${'fine'} | ${'the same size, engine and region'}
    ${{ unitName: 'db.r6g.xlarge' }}                                         | ${0.9}    | ${'another size'}
    ${{ boundTo: 'mysql' }}                                                  | ${0.9}    | ${'another engine'}
    ${{ scope: { provider: 'aws', accountId: '1', regionId: 'eu-west-1' } }} | ${0.9}    | ${'another region'}
  `('is $verdict when the reservation that follows has $because', ({ change, verdict }) => {
    const following = reservation({ resourceId: 'ri-2', phase: 'queued', startsAt: known(inDays(30)), ...change });
    const facts = estateFacts({
      commitments: [following, reservation(endsIn(30))],
      costs: { 'commitment-use': [use({ commitmentId: 'ri-1', category: 'usage' })] },
    });
    expect(outcomes(estateVerdicts(expiringCommitment, facts))).toBe(verdict);
  });

  it('does not follow itself, not even where its own start was not read', () => {
    expect(outcomes(judge({ startsAt: unread('denied') }))).toBe(0.9);
  });

  it('costs what it saved, brought from 336 hours to 730, in no total', () => {
    // 134.4 / 336 x 730 = 292
    const found = onlyWaste(judge());
    expect(savingText(found)).toBe('292.00 [292.00 to 292.00] USD');
    expect(found.counts).toBe(false);
    expect(found.verdict.evidence).toMatchObject({ endsInDays: 30, termMonths: 12, covers: 'Compute' });
    expect(onlyWaste(judge({ ...endsIn(-30), phase: 'ended' })).verdict.evidence).toMatchObject({ endsInDays: -30 });
  });

  it.each`
    netSavings | verdict   | because
    ${'0.01'}  | ${0.9}    | ${'it saved a little'}
    ${'0'}     | ${'fine'} | ${'it saved nothing: let it end'}
    ${'-50'}   | ${'fine'} | ${'it cost more than it saved: let it end'}
  `('is $verdict: $because', ({ netSavings, verdict }) => {
    expect(outcomes(judge({}, [], { costs: { 'commitment-use': [use({ netSavings })] } }))).toBe(verdict);
  });

  it.each`
    costs                             | text                                                                               | because
    ${{ 'commitment-use': 'denied' }} | ${'unread: use of the commitment: denied'}                                         | ${'its use was not read'}
    ${{ 'commitment-use': [] }}       | ${'unread: the cloud tells no use of this commitment in the window that was read'} | ${'none is told'}
  `('ends all the same when $because; what is lost is unread, never zero', ({ costs, text }) => {
    expect(savingText(onlyWaste(judge({}, [], { costs })))).toBe(text);
  });

  it('cannot be told when a listing was not whole: what follows could be in it', () => {
    expect(reasonsOf(judge({}, [], { commitments: 'aws:ec2:reserved-instance: denied' }))).toEqual([
      'commitments: aws:ec2:reserved-instance: denied',
    ]);
  });

  it('has the bounds that the settings say', () => {
    const settings = { params: { 'commitment-expiring': { soonDays: 29, endedDays: 0 } } };
    expect(outcomes(judge({}, [], { settings }))).toBe('fine');
    expect(outcomes(judge({ ...endsIn(-1), phase: 'ended' }, [], { settings }))).toBe('fine');
    expect(outcomes(judge(endsIn(29), [], { settings }))).toBe(0.9);
  });

  it('is followed exactly where a plain search over all pairs finds one that follows', () => {
    const commitments = fc.array(
      fc.record({
        start: fc.integer({ min: -400, max: 90 }),
        term: fc.integer({ min: 30, max: 400 }),
        phase: fc.constantFrom('active', 'queued', 'ended', 'void'),
        covers: fc.constantFrom('Compute', 'SageMaker'),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(commitments, (drawn) => {
        const all = drawn.map(({ start, term, phase, covers }, at) =>
          plan({
            resourceId: `sp-${at}`,
            phase,
            covers,
            startsAt: known(inDays(start)),
            endsAt: known(inDays(start + term)),
          }),
        );
        const facts = estateFacts({ commitments: all, costs: { 'commitment-use': 'denied' } });
        const found = estateVerdicts(expiringCommitment, facts).map(({ subject }) => subject.id);
        const expected = drawn.flatMap(({ start, term, phase, covers }, at) => {
          const end = start + term;
          if ((phase !== 'active' && phase !== 'ended') || end > 60 || end < -30) return [];
          const isFollowed = drawn.some(
            (other, index) =>
              index !== at &&
              other.covers === covers &&
              (other.phase === 'active' || other.phase === 'queued') &&
              Math.abs(other.start - end) <= 7,
          );
          return isFollowed ? [] : [`sp-${at}`];
        });
        expect(found).toEqual(expected);
      }),
    );
    expect(Date.parse(NOW)).toBe(Date.parse(inDays(0)));
  });
});
