import { DAY } from '../../../estate/generate/time.ts';
import { meanFor } from '../../../estate/metric-shapes.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, plus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { armTime } from '../times.ts';

type FunctionPlanRole = 'rare' | 'silent' | 'busy' | 'with-workflow' | 'young' | 'keep' | 'empty';

const SHARES: Readonly<Record<FunctionPlanRole, number>> = {
  rare: 0.3,
  silent: 0.12,
  busy: 0.18,
  'with-workflow': 0.12,
  young: 0.1,
  keep: 0.1,
  empty: 0.08,
};

const PLAN = 'Microsoft.Web/serverfarms';
const SITE = 'Microsoft.Web/sites';

/** Of EP1: one vCPU and 3.5 GiB, half a GiB of which bills as a quarter of four. Source: "Azure Functions Premium plan". */
const HALF_GIBS = 7;

/** Elastic Premium plans of one machine that stands ready, with function apps. */
export function makeFunctionPlans(context: AzureContext): void {
  castOf<FunctionPlanRole>(context, 'function plans', SHARES, context.count(4, 9)).forEach((role, index) =>
    makeFunctionPlan(context, context.random('function plan', index), role, index),
  );
}

function makeFunctionPlan(context: AzureContext, random: Random, role: FunctionPlanRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `asp-fn-${context.nameOf(identity)}-${index}`;
  const createdAt = context.now - (role === 'young' ? random.between(3, 20) : random.between(70, 600)) * DAY;
  const apps = role === 'empty' ? 0 : role === 'with-workflow' ? 2 : random.integer(1, 3);
  const plan = context.add({
    place,
    type: PLAN,
    name,
    resourceGroup,
    tags: {
      ...context.tagsOf(random, identity, name),
      ...((role === 'keep' || role === 'empty') && { [KEEP_TAG]: 'its network is needed' }),
    },
    createdAt,
    top: { kind: 'elastic', sku: { name: 'EP1', tier: 'ElasticPremium', size: 'EP1', family: 'EP', capacity: 1 } },
    properties: {
      status: 'Ready',
      subscription: place.accountId,
      geoRegion: place.region,
      maximumNumberOfWorkers: 20,
      numberOfSites: apps,
      numberOfWorkers: 1,
      resourceGroup,
      perSiteScaling: false,
      elasticScaleEnabled: true,
      maximumElasticWorkerCount: 10,
      isSpot: false,
      reserved: false,
      isXenon: false,
      hyperV: false,
      targetWorkerCount: 0,
      targetWorkerSizeId: 0,
      provisioningState: 'Succeeded',
      zoneRedundant: false,
    },
    metrics: planMetrics(random, role),
  });
  for (let app = 0; app < apps; app++) addApp(context, random, plan, role, app);
  context.bill(plan, 'functions/premium/vcpu');
  context.bill(plan, 'functions/premium/memory', { quantity: HALF_GIBS / 2 });
  const memory = times(usdOf('functions/premium/memory', place.region), HALF_GIBS);
  const cost = plus(monthly(usdOf('functions/premium/vcpu', place.region)), half(monthly(memory)));
  const fine = (because: string): void => context.fine(CHECK.functionPlan, plan, because);
  switch (role) {
    case 'rare':
      return context.waste(CHECK.functionPlan, plan, 'a few thousand calls a day, which cost cents by use', cost);
    case 'silent':
      return context.waste(CHECK.functionPlan, plan, 'not one call in a month', cost);
    case 'busy':
      return fine('its calls would cost more than the plan');
    case 'with-workflow':
      return fine('a workflow runs on it, which needs a machine');
    case 'young':
      return fine('younger than the window of 30 days');
    case 'keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'empty':
      return fine('nothing is on it: that is another check');
  }
}

const half = (usd: string): string => (Number(usd) / 2).toFixed(6);

/** Its machine works: not too large, whatever runs on it. */
function planMetrics(random: Random, role: FunctionPlanRole): Readonly<Record<string, Course>> {
  const level = (peak: number): Course => ({
    of: 'gauge',
    unit: 'Percent',
    shape: 'daily',
    mean: meanFor('daily', peak * 0.4, peak),
    peak,
  });
  return {
    CpuPercentage: level(role === 'busy' || role === 'with-workflow' ? random.between(62, 84) : random.between(6, 14)),
    MemoryPercentage: level(random.between(62, 78)),
    HttpQueueLength: { of: 'constant', unit: 'Count', value: 0 },
    BytesReceived: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: random.integer(1e5, 9e6) },
    BytesSent: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: random.integer(1e5, 9e6) },
  };
}

/** Calls an hour: a rare one makes some dozens, a busy one so many that a thousand GB-seconds an hour are more than EP1's half. */
function addApp(
  context: AzureContext,
  random: Random,
  plan: AzureResource,
  role: FunctionPlanRole,
  index: number,
): void {
  const workflow = role === 'with-workflow' && index === 0;
  const name = `func-${plan.name.slice('asp-fn-'.length)}-${index}`;
  const host = `${name}.azurewebsites.net`;
  const calls = role === 'silent' ? 0 : role === 'busy' ? random.integer(40_000, 80_000) : random.integer(20, 200);
  // Of a quarter GB for half a second, or for a second and more where it is busy.
  const unitsPerCall = (role === 'busy' ? random.integer(900, 1400) : 500) * 256;
  const counter = (perHour: number): Course => ({ of: 'counter', unit: 'Count', shape: 'daily', perHour });
  context.add({
    place: { accountId: plan.accountId, region: plan.region, zones: [], environment: 'prod' },
    type: SITE,
    name,
    resourceGroup: plan.resourceGroup,
    tags: plan.tags,
    createdAt: plan.createdAt,
    top: { kind: workflow ? 'functionapp,workflowapp' : 'functionapp' },
    properties: {
      state: 'Running',
      hostNames: [host],
      repositorySiteName: name,
      usageState: 'Normal',
      enabled: true,
      enabledHostNames: [host],
      availabilityState: 'Normal',
      serverFarmId: plan.id,
      reserved: false,
      isXenon: false,
      hyperV: false,
      lastModifiedTimeUtc: armTime(plan.createdAt),
      scmSiteAlsoStopped: false,
      clientAffinityEnabled: false,
      defaultHostName: host,
      httpsOnly: true,
      redundancyMode: 'None',
      resourceGroup: plan.resourceGroup,
    },
    metrics: {
      FunctionExecutionCount: counter(calls),
      FunctionExecutionUnits: counter(calls * unitsPerCall),
      BytesReceived: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: calls * 900 },
      BytesSent: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: calls * 1500 },
      Requests: counter(calls),
    },
  });
}
