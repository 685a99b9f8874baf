import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { add, decimal, type Decimal, formatDecimal, multiply, negate } from '../../domain/decimal.ts';
import type { Scope } from '../../domain/ids.ts';
import { type Money, parseMoney } from '../../domain/money.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { placeOf } from './gcp-scope.ts';
import { Int64, Time } from './labels.ts';
import { lastPart, withProject } from './names.ts';
import { type Recommender, recommenders } from './recommenders.ts';
import { parsed } from './resource-manager.ts';
import type { UsedPlaces } from './used-places.ts';

const Cost = z.object({
  currencyCode: z.string(),
  units: z.union([z.string().regex(/^-?\d+$/), z.int()]).default('0'),
  nanos: z.int().default(0),
});

const Named = z.object({ name: z.string() }).partial().optional();

const Row = z.object({
  name: z.string().min(1),
  description: z.string().default(''),
  recommenderSubtype: z.string().default(''),
  lastRefreshTime: Time.optional(),
  stateInfo: z.object({ state: z.string().default('ACTIVE') }).default({ state: 'ACTIVE' }),
  primaryImpact: z
    .object({
      category: z.string().default(''),
      costProjection: z
        .object({ cost: Cost.optional(), duration: z.string().optional(), pricingType: z.string().optional() })
        .optional(),
    })
    .default({ category: '' }),
  targetResources: z.array(z.string()).default([]),
  content: z
    .object({
      overview: z
        .looseObject({
          resource: z.string().optional(),
          recommendedAction: z.string().optional(),
          currentMachineType: Named,
          recommendedMachineType: Named,
          // Of tables: what is to be done, and what it would save in 30 days.
          partitionColumn: z.string().optional(),
          partitionTimeUnit: z.string().optional(),
          clusterColumns: z.array(z.string()).optional(),
          bytesSavedMonthly: Int64.optional(),
          slotMsSavedMonthly: Int64.optional(),
        })
        .default({}),
      operationGroups: z
        .array(
          z.object({
            operations: z
              .array(
                z.object({
                  action: z.string().default(''),
                  resource: z.string().optional(),
                  resourceType: z.string().optional(),
                }),
              )
              .default([]),
          }),
        )
        .default([]),
    })
    .default({ overview: {}, operationGroups: [] }),
});

type Row = z.infer<typeof Row>;

const Page = z.object({ recommendations: z.array(Row).default([]) });

const OPERATION = 'recommender.projects.locations.recommenders.recommendations.list';

export const recommenderPermissions = (kinds: ReadonlySet<ResourceKind>): readonly string[] => [
  ...new Set(asked(kinds).map(({ permission }) => permission)),
];

const asked = (kinds: ReadonlySet<ResourceKind>): readonly Recommender[] =>
  recommenders.filter(({ ofProject, kinds: own }) => ofProject === true || own.some((kind) => kinds.has(kind)));

/**
 * What Google recommends about a project's resources, of cost alone, for the locations in which something is: each
 * recommender is asked by location. Throws a CloudError; `not-enabled` where the project has not switched the
 * Recommender API on. Source: Recommender API, recommendations.list.
 */
export async function readRecommendations(
  gcp: GcpClient,
  scope: Scope,
  kinds: ReadonlySet<ResourceKind>,
  { zones, regions, datasets }: UsedPlaces,
): Promise<readonly Recommendation[]> {
  const places = { zones, regions, datasets, global: new Set(['global']) };
  const questions = asked(kinds).flatMap((recommender) =>
    recommender.in.flatMap((kind) => [...places[kind]].map((location) => ({ recommender, location }))),
  );
  return whereEnabled(async () => {
    const all = await Promise.all(questions.map(async (question) => readOne(gcp, scope, question)));
    return all.flat();
  });
}

async function whereEnabled<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CloudError) || error.vendorCode !== 'SERVICE_DISABLED') throw error;
    const { operation, message, vendorCode, status } = error;
    throw new CloudError({ category: 'not-enabled', operation, message, vendorCode, status }, { cause: error });
  }
}

async function readOne(
  gcp: GcpClient,
  scope: Scope,
  { recommender, location }: { readonly recommender: Recommender; readonly location: string },
): Promise<readonly Recommendation[]> {
  const path = `v1/projects/${scope.accountId}/locations/${location}/recommenders/${recommender.id}/recommendations`;
  const found: Recommendation[] = [];
  for await (const answer of gcp.pages(OPERATION, scope, {
    path,
    query: { filter: 'stateInfo.state=ACTIVE', pageSize: 500 },
  })) {
    found.push(
      ...activeRows(answer, OPERATION, recommender).map((row) =>
        recommendationOf(row, scope.accountId, location, recommender),
      ),
    );
  }
  return found;
}

function activeRows(answer: unknown, operation: string, of?: Recommender): readonly Row[] {
  return parsed(operation, Page, answer).recommendations.filter(
    ({ primaryImpact, stateInfo }) =>
      (primaryImpact.category === 'COST' || of?.ofProject === true) && stateInfo.state === 'ACTIVE',
  );
}

const BILLING_OPERATION = 'recommender.billingAccounts.locations.recommenders.recommendations.list';
/** `01A2B3-C4D5E6-F7A8B9`. */
const BILLING_ACCOUNT = /^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/i;
const SPEND_RECOMMENDER = 'google.cloudbilling.commitment.SpendBasedCommitmentRecommender';

export const commitmentRecommenderPermissions = ['recommender.spendBasedCommitmentRecommendations.list'] as const;

/**
 * Commitments to an amount an hour that Google recommends to a billing account. Source: Recommender API,
 * billingAccounts.locations.recommenders.recommendations.list; "Get recommendations for committed use discounts".
 */
export async function readSpendRecommendations(gcp: GcpClient, billing: Scope): Promise<readonly Recommendation[]> {
  if (!BILLING_ACCOUNT.test(billing.accountId)) {
    const message = 'no billing account is known: name it as billingAccount';
    throw new CloudError({ category: 'not-enabled', operation: BILLING_OPERATION, message });
  }
  const owner = `billingAccounts/${billing.accountId}`;
  const path = `v1/${owner}/locations/global/recommenders/${SPEND_RECOMMENDER}/recommendations`;
  const query = { filter: 'stateInfo.state=ACTIVE', pageSize: 500 };
  return whereEnabled(async () => {
    const found: Recommendation[] = [];
    for await (const answer of gcp.pages(BILLING_OPERATION, billing, { path, query })) {
      const rows = activeRows(answer, BILLING_OPERATION).map((row): Recommendation => ({
        ...purchaseOf(row, SPEND_RECOMMENDER),
        adviser: 'commitment-recommender',
        scope: billing,
        resourceId: `//cloudbilling.googleapis.com/${owner}`,
      }));
      found.push(...rows);
    }
    return found;
  });
}

/** What should be bought stands in the description alone; there is no resource yet that it is about. */
function purchaseOf(row: Row, recommender: string) {
  const savings = savingsOf(row);
  return {
    id: row.name,
    otherIds: [],
    resourceType: recommender,
    action: row.recommenderSubtype || recommender,
    ...(row.description !== '' && { recommended: row.description }),
    ...(savings !== undefined && { monthlySavings: savings }),
    afterDiscounts: row.primaryImpact.costProjection?.pricingType === 'CUSTOM_PRICE',
    lookbackDays: 30,
    ...(row.lastRefreshTime !== undefined && { refreshedAt: row.lastRefreshTime }),
  };
}

function recommendationOf(row: Row, projectId: string, location: string, recommender: Recommender): Recommendation {
  const { content, primaryImpact, recommenderSubtype, lastRefreshTime } = row;
  if (recommender.id.endsWith('CommitmentRecommender')) {
    const resourceId = `//cloudresourcemanager.googleapis.com/projects/${projectId}`;
    const { scope } = placeOf(projectId, location);
    return { ...purchaseOf(row, recommender.id), adviser: 'recommender', scope, resourceId };
  }
  const target =
    recommender.ofProject === true
      ? `//cloudresourcemanager.googleapis.com/projects/${projectId}`
      : withProject(targetOf(row), projectId);
  const savings = savingsOf(row);
  const { currentMachineType, recommendedMachineType, recommendedAction } = content.overview;
  return {
    adviser: 'recommender',
    id: row.name,
    scope: placeOf(projectId, location).scope,
    resourceId: target,
    otherIds: [],
    resourceType: target.split('/').at(-2) ?? '',
    action: recommenderSubtype || lastPart(recommender.id),
    ...(currentMachineType?.name !== undefined && { current: currentMachineType.name }),
    ...(recommendedMachineType?.name === undefined
      ? recommendedAction !== undefined && { recommended: recommendedAction }
      : { recommended: recommendedMachineType.name }),
    ...layoutOf(content.overview),
    ...(savings !== undefined && { monthlySavings: savings }),
    afterDiscounts: primaryImpact.costProjection?.pricingType === 'CUSTOM_PRICE',
    ...(lastRefreshTime !== undefined && { refreshedAt: lastRefreshTime }),
  };
}

/** How a table should lie, and what queries would read and use less. Source: BigQuery, "Manage partition and cluster recommendations". */
function layoutOf({
  partitionColumn,
  partitionTimeUnit,
  clusterColumns = [],
  bytesSavedMonthly,
  slotMsSavedMonthly,
}: Row['content']['overview']): Partial<Recommendation> {
  const recommended =
    partitionColumn === undefined
      ? clusterColumns.length > 0 && `cluster by ${clusterColumns.join(', ')}`
      : `partition by ${partitionColumn}${partitionTimeUnit === undefined ? '' : `, ${partitionTimeUnit}`}`;
  return {
    ...(recommended !== false && { recommended }),
    ...(bytesSavedMonthly !== undefined && { savedBytes: bytesSavedMonthly }),
    ...(slotMsSavedMonthly !== undefined && { savedSlotHours: slotMsSavedMonthly / 3_600_000 }),
  };
}

/** The resource that is changed or removed; a snapshot that is added first is none. */
function targetOf({ content, targetResources, name }: Row): string {
  const operations = content.operationGroups.flatMap((group) => group.operations);
  const changed = operations.find(({ action, resource }) => resource !== undefined && /remove|replace/.test(action));
  return content.overview.resource ?? changed?.resource ?? targetResources[0] ?? name;
}

/** The projection is negative where money is saved, over `duration`: brought to the 30 days that it mostly is of. */
const SECONDS_PER_30_DAYS = 2_592_000;

function savingsOf({ primaryImpact }: Row): Money | undefined {
  const { cost, duration = `${SECONDS_PER_30_DAYS}s` } = primaryImpact.costProjection ?? {};
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(duration)?.[1]);
  if (cost === undefined || !(seconds > 0)) return undefined;
  const saved: Decimal = negate(add(decimal(String(cost.units)), { digits: BigInt(cost.nanos), scale: 9 }));
  const factor = decimal((SECONDS_PER_30_DAYS / seconds).toFixed(9));
  return parseMoney(formatDecimal(multiply(saved, factor)), cost.currencyCode);
}
