import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { HOURS_PER_MONTH, minus, monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { armTime } from '../times.ts';

type PlanRole =
  | 'working'
  | 'empty'
  | 'empty-free'
  | 'empty-young'
  | 'empty-keep'
  | 'oversized'
  | 'memory-bound'
  | 'oversized-young'
  | 'oversized-keep';

const PLAN = 'Microsoft.Web/serverfarms';
const SITE = 'Microsoft.Web/sites';

const SHARES: Readonly<Partial<Record<PlanRole, number>>> = {
  empty: 0.14,
  'empty-free': 0.06,
  'empty-young': 0.06,
  'empty-keep': 0.06,
  oversized: 0.14,
  'memory-bound': 0.06,
  'oversized-young': 0.06,
  'oversized-keep': 0.06,
};

/** SKU, tier, the family's name, and the size below it. */
const SKUS: Readonly<Record<Sku, { readonly tier: string; readonly family: string; readonly below?: Sku }>> = {
  F1: { tier: 'Free', family: 'F' },
  S1: { tier: 'Standard', family: 'S' },
  S2: { tier: 'Standard', family: 'S', below: 'S1' },
  P1v3: { tier: 'PremiumV3', family: 'Pv3' },
  P2v3: { tier: 'PremiumV3', family: 'Pv3', below: 'P1v3' },
  P3v3: { tier: 'PremiumV3', family: 'Pv3', below: 'P2v3' },
};
type Sku = 'F1' | 'S1' | 'S2' | 'P1v3' | 'P2v3' | 'P3v3';

/** App Service plans with their apps. */
export function makePlans(context: AzureContext): void {
  castOf<PlanRole>(context, 'plans', SHARES, context.count(14, 9), 'working').forEach((role, index) =>
    makePlan(context, context.random('plan', index), role, index),
  );
}

function makePlan(context: AzureContext, random: Random, role: PlanRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `asp-${context.nameOf(identity)}-${index}`;
  const linux = random.chance(0.6);
  const sku = skuOf(random, role);
  const free = sku === 'F1';
  const young = role.endsWith('-young');
  const createdAt =
    context.now - (young ? random.between(0.5, role === 'empty-young' ? 2 : 10) : random.between(70, 600)) * DAY;
  const sites = role.startsWith('empty') ? 0 : random.integer(1, 3);
  const capacity = free ? 0 : 1;
  const { tier, family } = SKUS[sku];
  const id = context.idOf(place, resourceGroup, PLAN, name);
  const plan = context.add({
    place,
    type: PLAN,
    name,
    resourceGroup,
    tags: {
      ...context.tagsOf(random, identity, name),
      ...(role.endsWith('-keep') && { [KEEP_TAG]: 'for the peak season' }),
    },
    createdAt,
    top: { kind: linux ? 'linux' : 'app', sku: { name: sku, tier, size: sku, family, capacity } },
    properties: {
      status: 'Ready',
      subscription: place.accountId,
      geoRegion: place.region,
      maximumNumberOfWorkers: free ? 1 : 30,
      numberOfSites: sites,
      numberOfWorkers: capacity,
      resourceGroup,
      perSiteScaling: false,
      elasticScaleEnabled: false,
      maximumElasticWorkerCount: 1,
      isSpot: false,
      reserved: linux,
      isXenon: false,
      hyperV: false,
      targetWorkerCount: 0,
      targetWorkerSizeId: 0,
      provisioningState: 'Succeeded',
      zoneRedundant: false,
    },
    ...(!free && { metrics: planMetrics(random, role) }),
  });
  for (let site = 0; site < sites; site++) addSite(context, plan, { planId: id, linux, index: site });
  const system = linux ? 'linux' : 'windows';
  if (!free) context.bill(plan, `plan/${sku}/${system}`);
  plantPlan(context, role, plan, sku, system);
}

function plantPlan(context: AzureContext, role: PlanRole, plan: AzureResource, sku: Sku, system: string): void {
  const price = (each: Sku): string => usdOf(`plan/${each}/${system}`, plan.region);
  switch (role) {
    case 'empty':
      return context.waste(CHECK.planEmpty, plan, 'holds no app', monthly(price(sku)));
    case 'empty-free':
      return context.fine(CHECK.planEmpty, plan, 'free tier: it costs nothing');
    case 'empty-young':
      return context.fine(CHECK.planEmpty, plan, 'made less than three days ago');
    case 'empty-keep':
      return context.fine(CHECK.planEmpty, plan, `protected by the tag ${KEEP_TAG}`);
    case 'oversized': {
      const saved = times(minus(price(sku), price(SKUS[sku].below ?? sku)), HOURS_PER_MONTH);
      return context.waste(
        CHECK.planRightsize,
        plan,
        'CPU under 25 % and memory under 40 %: the size below does',
        saved,
      );
    }
    case 'memory-bound':
      return context.fine(CHECK.planRightsize, plan, 'hardly any CPU, but its memory is nearly full');
    case 'oversized-young':
      return context.fine(CHECK.planRightsize, plan, 'younger than the window of 14 days');
    case 'oversized-keep':
      return context.fine(CHECK.planRightsize, plan, `protected by the tag ${KEEP_TAG}`);
    case 'working':
      return undefined;
  }
}

function skuOf(random: Random, role: PlanRole): Sku {
  if (role === 'empty-free') return 'F1';
  if (role.startsWith('oversized') || role === 'memory-bound') return random.pick(['S2', 'P2v3', 'P3v3']);
  return random.pick(['S1', 'P1v3', 'P2v3']);
}

/** Half the size below would be full: a working one is over 60 % of its CPU and of its memory. */
function planMetrics(random: Random, role: PlanRole): Readonly<Record<string, Course>> {
  const low = role !== 'working';
  const cpu = low ? random.between(9, 24) : random.between(62, 84);
  const memory =
    role === 'memory-bound' ? random.between(84, 92) : low ? random.between(22, 38) : random.between(62, 78);
  const level = (peak: number, shape: 'daily' | 'steady'): Course => ({
    of: 'gauge',
    unit: 'Percent',
    shape,
    mean: meanFor(shape, peak * 0.4, peak),
    peak,
  });
  const bytes = role.startsWith('empty') ? 0 : random.integer(1e6, 9e8);
  return {
    CpuPercentage: level(cpu, 'daily'),
    MemoryPercentage: level(memory, 'steady'),
    HttpQueueLength: { of: 'constant', unit: 'Count', value: 0 },
    BytesReceived: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: bytes },
    BytesSent: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: bytes },
  };
}

function addSite(
  context: AzureContext,
  plan: AzureResource,
  { planId, linux, index }: { readonly planId: string; readonly linux: boolean; readonly index: number },
): void {
  const name = `app-${plan.name.slice('asp-'.length)}-${index}`;
  const host = `${name}.azurewebsites.net`;
  context.add({
    place: { accountId: plan.accountId, region: plan.region, zones: [], environment: 'prod' },
    type: SITE,
    name,
    resourceGroup: plan.resourceGroup,
    tags: plan.tags,
    createdAt: plan.createdAt,
    top: { kind: linux ? 'app,linux' : 'app' },
    properties: {
      state: 'Running',
      hostNames: [host],
      repositorySiteName: name,
      usageState: 'Normal',
      enabled: true,
      enabledHostNames: [host],
      availabilityState: 'Normal',
      serverFarmId: planId,
      reserved: linux,
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
  });
}
