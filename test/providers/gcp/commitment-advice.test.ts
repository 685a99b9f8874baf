import { afterEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../src/domain/ids.ts';
import { type Answer, replay, type Replay } from './replay.ts';

const ACCOUNT = '01A2B3-C4D5E6-F7A8B9';
const RECOMMENDER = 'google.cloudbilling.commitment.SpendBasedCommitmentRecommender';
const PATH = `/v1/billingAccounts/${ACCOUNT}/locations/global/recommenders/${RECOMMENDER}/recommendations`;
const billing: Scope = { provider: 'gcp', accountId: ACCOUNT, regionId: 'global' };

/** Fields as the Recommender API describes a Recommendation (recommender v1). */
const recommendation = (change: object = {}) => ({
  name: `${PATH.slice(4)}/1111`,
  description: 'Purchase a 1 year Cloud SQL commitment.',
  lastRefreshTime: '2026-11-23T07:00:00Z',
  primaryImpact: {
    category: 'COST',
    costProjection: { cost: { currencyCode: 'USD', units: '-120', nanos: -500_000_000 }, duration: '2592000s' },
  },
  stateInfo: { state: 'ACTIVE' },
  content: { operationGroups: [] },
  targetResources: [`//cloudbilling.googleapis.com/billingAccounts/${ACCOUNT}`],
  ...change,
});

let server: Replay | undefined;
afterEach(async () => server?.close());

async function advice(answer: Answer, scope = billing) {
  server = await replay(({ path }) => (path === PATH ? answer : undefined));
  return server.connection.recommendations('commitment-recommender', scope, new Set());
}

describe('what Google says a billing account should commit to', () => {
  it('is read with what it saves', async () => {
    expect(await advice({ body: { recommendations: [recommendation()] } })).toEqual([
      {
        adviser: 'commitment-recommender',
        id: `${PATH.slice(4)}/1111`,
        scope: billing,
        resourceId: `//cloudbilling.googleapis.com/billingAccounts/${ACCOUNT}`,
        otherIds: [],
        resourceType: RECOMMENDER,
        action: RECOMMENDER,
        recommended: 'Purchase a 1 year Cloud SQL commitment.',
        monthlySavings: { nanos: 120_500_000_000n, currency: 'USD' },
        afterDiscounts: false,
        lookbackDays: 30,
        refreshedAt: '2026-11-23T07:00:00.000Z',
      },
    ]);
  });

  it.each`
    what                       | change
    ${'was dismissed'}         | ${{ stateInfo: { state: 'DISMISSED' } }}
    ${'is not about its cost'} | ${{ primaryImpact: { category: 'PERFORMANCE' } }}
  `('is left alone where it $what', async ({ change }) => {
    expect(await advice({ body: { recommendations: [recommendation(change as object)] } })).toEqual([]);
  });

  it('may be denied', async () => {
    const error = { code: 403, message: 'no', status: 'PERMISSION_DENIED' };
    await expect(advice({ status: 403, body: { error } })).rejects.toMatchObject({ category: 'denied' });
  });

  it('is not asked for where no billing account is known', async () => {
    await expect(advice({ body: {} }, { ...billing, accountId: 'org' })).rejects.toMatchObject({
      category: 'not-enabled',
    });
    expect(server?.asked).toEqual([]);
  });
});
