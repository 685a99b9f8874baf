import { describe, expect, it } from 'vitest';
import { evaluateAccount, evaluateEstate } from '../../../src/analysis/evaluate-estate.ts';
import { defaultSettings } from '../../../src/analysis/settings.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { daysAgo, instance, stored } from '../../support/resource-builders.ts';
import {
  accountFacts,
  type AccountSpec,
  allocated,
  allocationTag,
  costSeries,
  type EstateSpec,
  estateFacts,
  plan,
  transfer,
  use,
} from './estate-facts-builders.ts';

const underused: EstateSpec = {
  commitments: [plan({ name: 'base', tags: known({ team: 'finops' }) })],
  costs: { 'commitment-use': [use({ utilization: 0.75, unusedCost: '84' })] },
};

const only = (id: string, spec: EstateSpec) =>
  evaluateEstate(estateFacts(spec)).filter(({ checkId }) => checkId === id);
const onlyOf = (id: string, spec: AccountSpec) =>
  evaluateAccount(accountFacts(spec)).filter(({ checkId }) => checkId === id);

describe('findings over a cloud', () => {
  it('are complete: whose, what, why, how much and how sure', () => {
    expect(only('aws-commitment-underused', underused)).toMatchObject([
      {
        checkId: 'aws-commitment-underused',
        resourceKind: 'commitment',
        resourceId: 'sp-1',
        resourceName: 'base',
        verdict: 'waste',
        confidence: 0.9,
        risk: 'medium',
        owner: 'finops',
        countsTowardsTotal: true,
        action: { kind: 'commitment.adjust', params: {} },
        monthlySavings: { known: true, value: { amount: { nanos: 182_500_000_000n, currency: 'USD' } } },
      },
    ]);
  });

  it('that cannot be told save an unread amount with the reason, and do not count', () => {
    const [found] = only('aws-commitment-underused', { ...underused, costs: { 'commitment-use': 'denied' } });
    expect(found).toMatchObject({
      verdict: 'cannot-tell',
      reason: 'use of the commitment: denied',
      monthlySavings: { known: false, reason: 'use of the commitment: denied' },
      confidence: 0,
      countsTowardsTotal: false,
    });
  });

  it.each`
    settings                                                                                           | count | because
    ${{ disabled: ['aws-commitment-underused'] }}                                                      | ${0}  | ${'it is switched off by id'}
    ${{ disabled: ['commitment-underused'] }}                                                          | ${0}  | ${'it is switched off by name'}
    ${{ exemptTags: { team: 'finops' } }}                                                              | ${0}  | ${'its tags exempt the commitment'}
    ${{ overrides: [{ tags: { team: 'finops' }, checks: { 'commitment-*': false } }] }}                | ${0}  | ${'it is switched off for this team'}
    ${{ overrides: [{ tags: { team: 'web' }, checks: { 'commitment-*': false } }] }}                   | ${1}  | ${'it is switched off for another team'}
    ${{ disabled: ['commitment-underused'], overrides: [{ checks: { 'commitment-underused': {} } }] }} | ${1}  | ${'it is switched on here again'}
  `('are $count: $because', ({ settings, count }) => {
    expect(only('aws-commitment-underused', { ...underused, settings })).toHaveLength(count);
  });

  it('on what has tags that were not read are not told where a tag may exempt it', () => {
    const spec: EstateSpec = { ...underused, commitments: [plan({ tags: unread('denied') })] };
    expect(only('aws-commitment-underused', { ...spec, settings: { exemptTags: { team: 'finops' } } })).toMatchObject([
      { verdict: 'cannot-tell', reason: 'tags: denied', countsTowardsTotal: false },
    ]);
  });

  it('that are meant to be so are told with the reason', () => {
    const suppressions = [
      { checks: ['commitment-underused'], resources: ['base'], reason: 'it grows', until: daysAgo(-9) },
    ];
    expect(only('aws-commitment-underused', { ...underused, settings: { suppressions } })).toMatchObject([
      { suppressedByRule: { reason: 'it grows', until: daysAgo(-9) } },
    ]);
  });

  it('of advice stand in no total', () => {
    const spec: EstateSpec = {
      commitments: [plan({ endsAt: known(daysAgo(-9)) })],
      costs: {
        'commitment-use': [use()],
        'allocation-tags': [allocationTag('team')],
        'allocated-cost': [allocated('', '9')],
      },
    };
    for (const id of ['aws-commitment-expiring', 'aws-tag-coverage']) {
      expect(only(id, spec)).toMatchObject([{ verdict: 'waste', countsTowardsTotal: false }]);
    }
  });

  it('have an id each', () => {
    const spec: EstateSpec = {
      ...underused,
      commitments: 'not whole',
      costs: {
        'allocation-tags': [allocationTag('team')],
        'allocated-cost': [allocated('', '9'), allocated('', '9', { currency: 'EUR' })],
      },
    };
    const ids = evaluateEstate(estateFacts(spec)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are no waste at all where nothing was read', () => {
    const found = evaluateEstate(estateFacts({ commitments: 'denied' }));
    expect(new Set(found.map(({ checkId }) => checkId))).toEqual(
      new Set([
        'aws-savings-plan-purchase',
        'aws-reserved-purchase',
        'aws-commitment-underused',
        'aws-commitment-expiring',
        'aws-tag-coverage',
      ]),
    );
    expect(found.every(({ verdict, reason }) => verdict === 'cannot-tell' && reason !== '')).toBe(true);
  });

  it('are none in a cloud whose checks they are not', () => {
    expect(evaluateEstate(estateFacts({ provider: 'openstack', commitments: 'denied' }))).toEqual([]);
  });
});

describe('findings over an account', () => {
  const hotspot: AccountSpec = { transfers: [transfer()], series: [costSeries(100)] };

  it('belong to the account as a whole', () => {
    expect(onlyOf('aws-data-transfer-hotspot', hotspot)).toMatchObject([
      { resourceKind: 'usage-type', scope: { regionId: 'global' }, countsTowardsTotal: false, risk: 'low' },
    ]);
  });

  it('take the parameters that hold in the account', () => {
    const overridden = (accounts: readonly string[]) => ({
      ...hotspot,
      settings: {
        ...defaultSettings,
        overrides: [{ accounts, checks: { 'data-transfer-hotspot': { minShare: 0.5 } } }],
      },
    });
    expect(onlyOf('aws-data-transfer-hotspot', overridden(['111122223333']))).toEqual([]);
    expect(onlyOf('aws-data-transfer-hotspot', overridden(['999988887777']))).toHaveLength(1);
  });

  it('of an adviser are exempt by the tags of what they are about', () => {
    const recommendations = [
      {
        adviser: 'compute-optimizer',
        id: 'r',
        scope: instance().scope,
        resourceId: 'i-1',
        otherIds: [],
        resourceType: 'Ec2Instance',
        action: 'Rightsize',
        afterDiscounts: false,
      },
    ] as const;
    const of = (tags: Readonly<Record<string, string>>) =>
      onlyOf('aws-native-recommendations-import', {
        recommendations,
        resources: { 'i-1': stored(instance({ tags: known(tags) })) },
      });
    expect(of({})).toMatchObject([{ countsTowardsTotal: false, monthlySavings: { known: false } }]);
    expect(of({ 'ballast:keep': 'yes' })).toEqual([]);
  });
});
