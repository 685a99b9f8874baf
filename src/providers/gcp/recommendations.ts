import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { add, decimal, type Decimal, formatDecimal, multiply, negate } from '../../domain/decimal.ts';
import type { Scope } from '../../domain/ids.ts';
import { type Money, parseMoney } from '../../domain/money.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { placeOf } from './gcp-scope.ts';
import { Time } from './labels.ts';
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
  recommenders.filter((recommender) => recommender.kinds.some((kind) => kinds.has(kind)));

/**
 * What Google recommends about a project's resources, of cost alone, for the locations in which something is: each
 * recommender is asked by location. Throws a CloudError; `not-enabled` where the project has not switched the
 * Recommender API on. Source: Recommender API, recommendations.list.
 */
export async function readRecommendations(
  gcp: GcpClient,
  scope: Scope,
  kinds: ReadonlySet<ResourceKind>,
  { zones, regions }: UsedPlaces,
): Promise<readonly Recommendation[]> {
  const places = { zones, regions, global: new Set(['global']) };
  const questions = asked(kinds).flatMap((recommender) =>
    recommender.in.flatMap((kind) => [...places[kind]].map((location) => ({ recommender, location }))),
  );
  try {
    const all = await Promise.all(questions.map(async (question) => readOne(gcp, scope, question)));
    return all.flat();
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
    for (const row of parsed(OPERATION, Page, answer).recommendations) {
      const { primaryImpact, stateInfo } = row;
      if (primaryImpact.category === 'COST' && stateInfo.state === 'ACTIVE') {
        found.push(recommendationOf(row, scope.accountId, location, recommender));
      }
    }
  }
  return found;
}

function recommendationOf(row: Row, projectId: string, location: string, recommender: Recommender): Recommendation {
  const { content, primaryImpact, recommenderSubtype, lastRefreshTime } = row;
  const target = withProject(targetOf(row), projectId);
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
    ...(savings !== undefined && { monthlySavings: savings }),
    afterDiscounts: primaryImpact.costProjection?.pricingType === 'CUSTOM_PRICE',
    ...(lastRefreshTime !== undefined && { refreshedAt: lastRefreshTime }),
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
