import type { GcpRecommendation } from '../../provider-estate/gcp/model.ts';
import type { GcpMethod, GcpService } from '../service.ts';
import { utcSecond } from '../wire/times.ts';
import { projectIdOf } from './locations.ts';
import { resourcePage, withToken } from './pages.ts';
import { GoogleError } from '../wire/errors.ts';

function recommendationDocument(recommendation: GcpRecommendation): object {
  const { projectId, location, recommender, id, target, monthlySavings, billingAccountId } = recommendation;
  const owner = billingAccountId === undefined ? `projects/${projectId}` : `billingAccounts/${billingAccountId}`;
  const costsMore = monthlySavings.startsWith('-');
  const [units = '0', fraction = ''] = monthlySavings.replace('-', '').split('.');
  const nanos = Number(fraction.padEnd(9, '0').slice(0, 9));
  return {
    name: `${owner}/locations/${location}/recommenders/${recommender}/recommendations/${id}`,
    description: recommendation.description,
    lastRefreshTime: utcSecond(recommendation.refreshedAt),
    primaryImpact: {
      category: recommendation.category ?? 'COST',
      ...(monthlySavings !== '' && {
        costProjection: {
          // What is saved is a negative cost; both parts have the sign.
          cost: {
            currencyCode: 'USD',
            ...(units !== '0' && { units: costsMore ? units : `-${units}` }),
            ...(nanos !== 0 && { nanos: costsMore ? nanos : -nanos }),
          },
          duration: '2592000s',
        },
      }),
    },
    content: {
      operationGroups: [{ operations: recommendation.operations }],
      // What is to be bought is no resource yet.
      ...(!recommender.endsWith('CommitmentRecommender') && {
        overview: recommendation.overview ?? { resourceName: target.split('/').at(-1), resource: target, location },
      }),
    },
    stateInfo: { state: 'ACTIVE' },
    etag: `"${id.slice(0, 8)}${id.slice(9, 13)}"`,
    ...(recommendation.subtype !== '' && { recommenderSubtype: recommendation.subtype }),
    priority: 'P4',
    targetResources: [target],
  };
}

/** Each recommender has a permission of its own. Source: Recommender documentation, "Recommenders", role permissions. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  'google.compute.instance.IdleResourceRecommender': 'computeInstanceIdleResourceRecommendations',
  'google.compute.instance.MachineTypeRecommender': 'computeInstanceMachineTypeRecommendations',
  'google.compute.instanceGroupManager.MachineTypeRecommender': 'computeInstanceGroupManagerMachineTypeRecommendations',
  'google.compute.disk.IdleResourceRecommender': 'computeDiskIdleResourceRecommendations',
  'google.compute.address.IdleResourceRecommender': 'computeAddressIdleResourceRecommendations',
  'google.compute.image.IdleResourceRecommender': 'computeImageIdleResourceRecommendations',
  'google.compute.commitment.UsageCommitmentRecommender': 'usageCommitmentRecommendations',
  'google.cloudsql.instance.IdleRecommender': 'cloudsqlIdleInstanceRecommendations',
  'google.cloudsql.instance.OverprovisionedRecommender': 'cloudsqlOverprovisionedInstanceRecommendations',
  'google.bigquery.table.PartitionClusterRecommender': 'bigqueryPartitionClusterRecommendations',
  'google.resourcemanager.projectUtilization.Recommender': 'resourcemanagerProjectUtilizationRecommendations',
  'google.run.service.CostRecommender': 'runServiceCostRecommendations',
  'google.cloudbilling.commitment.SpendBasedCommitmentRecommender': 'spendBasedCommitmentRecommendations',
};

/** Recommendations of one recommender in one zone, region or `global`: there is no wildcard for the location. */
const recommendationsList: GcpMethod = {
  id: 'recommender.projects.locations.recommenders.recommendations.list',
  verb: 'GET',
  path: '/v1/projects/{project}/locations/{location}/recommenders/{recommender}/recommendations',
  permission: 'recommender.recommendations.list',
  permissionFor: ({ recommender = '' }) => `recommender.${PERMISSIONS[recommender] ?? 'recommendations'}.list`,
  answer(call) {
    const { location = '', recommender = '' } = call.params;
    if (!/^google\.[\w.]+$/.test(recommender)) {
      throw new GoogleError(400, 'INVALID_ARGUMENT', 'invalid', `Recommender ${recommender} is not supported.`);
    }
    const projectId = projectIdOf(call);
    const filter = call.query.get('filter') ?? '';
    const states = [...filter.matchAll(/stateInfo\.state\s*=\s*"?(\w+)"?/g)].map(([, state]) => state);
    const there = call.world.estate.recommendations.filter(
      (each) =>
        each.projectId === projectId &&
        each.billingAccountId === undefined &&
        each.recommender === recommender &&
        (location === '-' || each.location === location) &&
        (states.length === 0 || states.includes('ACTIVE')),
    );
    const page = resourcePage(call, there, { most: 1000, usual: 100 });
    return {
      ...(page.items.length > 0 && { recommendations: page.items.map(recommendationDocument) }),
      ...withToken(page),
    };
  },
};

/** As of a project; a billing account has those that are of no project. */
const billingRecommendationsList: GcpMethod = {
  id: 'recommender.billingAccounts.locations.recommenders.recommendations.list',
  verb: 'GET',
  path: '/v1/billingAccounts/{billingAccount}/locations/{location}/recommenders/{recommender}/recommendations',
  permission: 'recommender.recommendations.list',
  permissionFor: ({ recommender = '' }) => `recommender.${PERMISSIONS[recommender] ?? 'recommendations'}.list`,
  answer(call) {
    const { billingAccount = '', location = '', recommender = '' } = call.params;
    if (billingAccount !== call.world.estate.organization.billingAccountId) {
      throw new GoogleError(403, 'PERMISSION_DENIED', 'forbidden', 'The caller does not have permission');
    }
    const there = call.world.estate.recommendations.filter(
      (each) =>
        each.billingAccountId === billingAccount &&
        each.recommender === recommender &&
        (location === '-' || each.location === location),
    );
    const page = resourcePage(call, there, { most: 1000, usual: 100 });
    return {
      ...(page.items.length > 0 && { recommendations: page.items.map(recommendationDocument) }),
      ...withToken(page),
    };
  },
};

export const recommender: GcpService = {
  id: 'recommender',
  host: 'recommender.googleapis.com',
  display: 'Recommender API',
  legacyErrors: false,
  methods: [recommendationsList, billingRecommendationsList],
};
