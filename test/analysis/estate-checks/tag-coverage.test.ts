import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagCoverage } from '../../../src/analysis/estate-checks/tag-coverage.ts';
import type { AllocatedCost } from '../../../src/domain/cost-facts.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import {
  allocated,
  allocationTag,
  type EstateSpec,
  estateFacts,
  estateVerdicts,
  onlyWaste,
  OTHER_PAYER,
  outcomes,
  PAYER,
  reasonsOf,
  savingText,
} from './estate-facts-builders.ts';

const usedOn = (byKey: Readonly<Record<string, number>>, resources = 100) =>
  known({ resources, byKey: new Map(Object.entries(byKey)) });

const judge = (spec: EstateSpec) =>
  estateVerdicts(
    tagCoverage,
    estateFacts({ ...spec, costs: { 'allocation-tags': [], 'allocated-cost': [], ...spec.costs } }),
  );

describe('tag that is in use and not activated', () => {
  it.each`
    key                | count  | tags                                            | verdict   | because
    ${'team'}          | ${60}  | ${[]}                                           | ${0.95}   | ${'billing has never seen it'}
    ${'team'}          | ${60}  | ${[allocationTag('team', { isActive: false })]} | ${0.95}   | ${'it is switched off'}
    ${'team'}          | ${60}  | ${[allocationTag('team')]}                      | ${'fine'} | ${'it is active'}
    ${'Team'}          | ${60}  | ${[allocationTag('team')]}                      | ${0.95}   | ${'keys that differ in case are two keys in the bill'}
    ${'team'}          | ${10}  | ${[]}                                           | ${0.95}   | ${'the bound is inclusive'}
    ${'team'}          | ${9}   | ${[]}                                           | ${'fine'} | ${'hardly any resource has it'}
    ${'Name'}          | ${100} | ${[]}                                           | ${'fine'} | ${'it divides no cost'}
    ${'CostCenter'}    | ${60}  | ${[]}                                           | ${0.95}   | ${'it is spelled another way'}
    ${'aws:createdBy'} | ${100} | ${[]}                                           | ${'fine'} | ${'the cloud makes it'}
  `('is $verdict for $key on $count of 100: $because', ({ key, count, tags, verdict }) => {
    expect(outcomes(judge({ tags: usedOn({ [key]: count }), costs: { 'allocation-tags': tags } }))).toBe(verdict);
  });

  it('is one of the required keys, where these are named', () => {
    const settings = { allocationTags: ['cost_owner'] };
    const tags = usedOn({ team: 100, 'Cost-Owner': 100 });
    expect(judge({ tags, settings }).map(({ subject }) => subject.id)).toEqual(['Cost-Owner']);
  });

  it('tells how many carry it, and saves nothing', () => {
    const found = onlyWaste(
      judge({
        tags: usedOn({ team: 1 }, 3),
        costs: { 'allocation-tags': [allocationTag('team', { isActive: false })] },
      }),
    );
    expect(found.verdict.evidence).toEqual({
      problem: 'inactive',
      resourceShare: 0.333,
      resources: 1,
      knownToBilling: true,
    });
    expect(savingText(found)).toBe('0.00 [0.00 to 0.00] USD');
    expect(found.counts).toBe(false);
  });

  it('is none where there are no resources', () => {
    expect(outcomes(judge({ tags: usedOn({ team: 0 }, 0) }))).toBe('fine');
  });
});

describe('tag that a part of the cost does not carry', () => {
  const costs = (allocatedCost: readonly AllocatedCost[]): EstateSpec => ({
    costs: { 'allocation-tags': [allocationTag('team')], 'allocated-cost': allocatedCost },
  });

  it.each`
    none      | verdict   | because
    ${'5'}    | ${'fine'} | ${'5 of 100: a twentieth itself is what shared usage may take'}
    ${'5.01'} | ${0.95}   | ${'5.01 of 100.01'}
    ${'95'}   | ${0.95}   | ${'half of the cost'}
    ${'-3'}   | ${'fine'} | ${'that was given back'}
  `('is $verdict when $none of it does not, beside 95 that does: $because', ({ none, verdict }) => {
    expect(outcomes(judge(costs([allocated('red', '50'), allocated('blue', '45'), allocated('', none)])))).toBe(
      verdict,
    );
  });

  it('is counted by cost, not by resources: all of them carry the key', () => {
    const spec = costs([allocated('red', '1'), allocated('', '9')]);
    expect(onlyWaste(judge({ ...spec, tags: usedOn({ team: 100 }) })).verdict.evidence['uncoveredShare']).toBe(0.9);
  });

  it('names the cost exactly and the account that has most of it', () => {
    const found = onlyWaste(
      judge(
        costs([
          allocated('red', '70.5'),
          allocated('', '10.25', { accountId: '2' }),
          allocated('', '9.125', { accountId: '1' }),
          allocated('', '9.125', { accountId: '1' }),
        ]),
      ),
    );
    // 28.5 of 99
    expect(found.verdict.evidence).toEqual({
      problem: 'uncovered',
      uncoveredShare: 0.288,
      uncoveredCost: '28.50 USD',
      windowDays: 30,
      largestAccount: '1',
    });
    expect(found.verdict.action).toBe('tags.complete');
    expect(found.counts).toBe(false);
  });

  it.each`
    rows                                                    | because
    ${[allocated('', '9', { dimension: 'cost-category' })]} | ${'cost categories are rules, no tags'}
    ${[allocated('', '9', { key: 'Name' })]}                | ${'that key divides no cost'}
    ${[allocated('', '0')]}                                 | ${'there is no cost'}
    ${[]}                                                   | ${'nothing was billed'}
  `('is none: $because', ({ rows }) => {
    expect(outcomes(judge(costs(rows)))).toBe('fine');
  });

  it('is judged by currency, and each is a finding of its own', () => {
    const rows = [allocated('red', '90'), allocated('', '10'), allocated('', '1', { currency: 'EUR' })];
    expect(judge(costs(rows)).map(({ subject, verdict }) => [subject.id, verdict.evidence['uncoveredShare']])).toEqual([
      ['team (USD)', 0.1],
      ['team (EUR)', 1],
    ]);
  });

  it('that was switched off since is found once, as inactive', () => {
    const verdicts = judge({
      tags: usedOn({ team: 90 }),
      costs: {
        'allocation-tags': [allocationTag('team', { isActive: false })],
        'allocated-cost': [allocated('', '9')],
      },
    });
    expect(verdicts.map(({ verdict }) => verdict.evidence['problem'])).toEqual(['inactive']);
  });

  it('has the bound that the settings say', () => {
    const settings = { params: { 'tag-coverage': { maxUncovered: 0.5 } } };
    expect(outcomes(judge({ ...costs([allocated('red', '5'), allocated('', '5')]), settings }))).toBe('fine');
  });

  it('is the same in whatever order the lines come, and its parts sum to the whole', () => {
    const rows = ['red', '', 'blue', ''].flatMap((value, at) =>
      ['1', '2'].map((accountId) => allocated(value, `${at + 1}.${accountId}5`, { accountId })),
    );
    const expected = judge(costs(rows));
    expect(outcomes(expected)).toBe(0.95);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(judge(costs(shuffled))).toEqual(expected);
      }),
    );
  });
});

describe('tags that were not read', () => {
  const both = { 'allocation-tags': [allocationTag('team')], 'allocated-cost': [] };
  it.each`
    spec                                                                                      | told                                                                                                        | because
    ${{ costs: { 'allocation-tags': 'denied' } }}                                             | ${['allocation tags: allocation tags: denied']}                                                             | ${'the bill’s tags'}
    ${{ costs: { ...both, 'allocated-cost': 'denied' } }}                                     | ${['cost by allocation tags: cost by allocation tags: denied']}                                             | ${'cost by them'}
    ${{ costs: both, tags: unread('none') }}                                                  | ${['allocation tags: tags of resources: none']}                                                             | ${'tags of resources'}
    ${{ costs: { 'allocation-tags': [], 'allocated-cost': 'denied' }, tags: unread('none') }} | ${['allocation tags: tags of resources: none', 'cost by allocation tags: cost by allocation tags: denied']} | ${'two of them'}
  `('are told with the reason, and are no waste: $because', ({ spec, told }) => {
    const verdicts = judge(spec);
    expect(
      verdicts.map(({ subject, verdict }) => `${subject.id}: ${'reason' in verdict ? verdict.reason : ''}`),
    ).toEqual(told);
    expect(new Set(verdicts.map(({ subject }) => subject.id)).size).toBe(verdicts.length);
  });

  it('in one payer are not told by another one', () => {
    const verdicts = judge({
      payers: [PAYER, OTHER_PAYER],
      costs: {
        'allocation-tags': { [PAYER]: [allocationTag('team')], [OTHER_PAYER]: [allocationTag('team')] },
        'allocated-cost': { [PAYER]: [allocated('', '9')] },
      },
    });
    expect(verdicts.map(({ subject }) => [subject.scope.accountId, subject.id])).toEqual([
      [PAYER, 'team'],
      [OTHER_PAYER, 'cost by allocation tags'],
    ]);
    expect(reasonsOf(verdicts)).toEqual([`cost by allocation tags: not read lately in ${OTHER_PAYER}`]);
  });
});
