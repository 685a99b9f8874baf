import { DAY } from '../../../estate/generate/time.ts';
import { meanFor, type ShapeName } from '../../../estate/metric-shapes.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { HOURS_PER_MONTH, share, times } from '../prices/money.ts';
import { guidOf } from '../tenant.ts';
import { tagsFor } from './store-parts.ts';

const ACCOUNT = 'Microsoft.DocumentDB/databaseAccounts';

type Role = 'fitting' | 'idle' | 'oversized' | 'bursty' | 'even' | 'scaling' | 'young';

/** How a container is set and used: peaks in percent of what it may use. */
interface Plan {
  readonly role: Role;
  readonly mode: 'manual' | 'autoscale';
  readonly units: number;
  readonly shape: ShapeName;
  readonly mean: number;
  readonly peak: number;
}

/** Of every account the same: what is wasted and what only looks like it. */
const PLANS: readonly Plan[] = [
  { role: 'fitting', mode: 'manual', units: 1000, shape: 'steady', mean: 78, peak: 92 },
  { role: 'idle', mode: 'manual', units: 1000, shape: 'steady', mean: 0, peak: 0 },
  { role: 'oversized', mode: 'manual', units: 4000, shape: 'steady', mean: 9, peak: 12 },
  { role: 'bursty', mode: 'manual', units: 4000, shape: 'spiky', mean: meanFor('spiky', 5, 92), peak: 92 },
  { role: 'even', mode: 'autoscale', units: 4000, shape: 'steady', mean: 86, peak: 95 },
  { role: 'scaling', mode: 'autoscale', units: 4000, shape: 'daily', mean: meanFor('daily', 15, 88), peak: 88 },
  { role: 'young', mode: 'manual', units: 2000, shape: 'steady', mean: 2, peak: 4 },
];

/** A database that its containers share, in each account but serverless ones. */
const SHARING = { name: 'common', units: 1000, plan: PLANS[0]! } as const;

/** What kind of account: the one that is kept has its tag; of the others nothing is read below them. */
const KINDS = ['usual', 'usual', 'kept', 'serverless', 'MongoDB'] as const;
type Kind = (typeof KINDS)[number];

/** Accounts of Cosmos DB with their databases and containers. */
export function makeDocumentAccounts(context: AzureContext): void {
  for (let index = 0; index < context.count(3, 5); index++) addAccount(context, KINDS[index % KINDS.length]!, index);
}

function addAccount(context: AzureContext, kind: Kind, index: number): void {
  const random = context.random('Cosmos DB', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `cosmos-${context.nameOf(identity)}-${index}`;
  const created = context.now - random.between(200, 700) * DAY;
  const location = { locationName: place.region, failoverPriority: 0 };
  const regional = {
    ...location,
    id: `${name}-${place.region}`,
    documentEndpoint: `https://${name}-${place.region}.documents.azure.com:443/`,
    provisioningState: 'Succeeded',
    isZoneRedundant: false,
  };
  const plans = kind === 'MongoDB' ? [] : PLANS;
  const made = plans.map((plan) => ({ plan, name: `${plan.role}-items` }));
  const account = context.add({
    place,
    type: ACCOUNT,
    name,
    resourceGroup: context.groupOf(identity, place),
    tags: tagsFor(context, random, identity, name, kind === 'kept'),
    createdAt: created,
    top: {
      kind: kind === 'MongoDB' ? 'MongoDB' : 'GlobalDocumentDB',
      systemData: { createdAt: new Date(created).toISOString() },
    },
    properties: {
      provisioningState: 'Succeeded',
      documentEndpoint: `https://${name}.documents.azure.com:443/`,
      publicNetworkAccess: 'Enabled',
      enableAutomaticFailover: false,
      enableMultipleWriteLocations: false,
      enableFreeTier: false,
      instanceId: guidOf(random),
      databaseAccountOfferType: 'Standard',
      consistencyPolicy: {
        defaultConsistencyLevel: 'Session',
        maxIntervalInSeconds: 5,
        maxStalenessPrefix: 100,
      },
      writeLocations: [regional],
      readLocations: [regional],
      locations: [regional],
      failoverPolicies: [{ ...location, id: `${name}-${place.region}` }],
      capabilities:
        kind === 'serverless' ? [{ name: 'EnableServerless' }] : kind === 'MongoDB' ? [{ name: 'EnableMongo' }] : [],
      ipRules: [],
      backupPolicy: {
        type: 'Periodic',
        periodicModeProperties: {
          backupIntervalInMinutes: 240,
          backupRetentionIntervalInHours: 8,
          backupStorageRedundancy: 'Geo',
        },
      },
      minimalTlsVersion: 'Tls12',
    },
    metrics:
      kind === 'serverless'
        ? {}
        : Object.fromEntries([
            ...made.flatMap(({ plan, name: of }) => coursesOf(context, random, plan, of)),
            ...coursesOf(context, random, SHARING.plan),
          ]),
  });
  const database = child(context, place, account, 'sqlDatabases', 'shop', { resource: { id: 'shop', ...rid(random) } });
  if (kind === 'usual' || kind === 'kept') addSharing(context, random, place, account);
  for (const { plan, name: of } of made)
    addContainer(context, random, place, { account, database, kind, plan, name: of });
}

const rid = (random: Random) => ({ _rid: random.hex(8), _ts: 1_700_000_000, _etag: `"${guidOf(random)}"` });

function child(
  context: AzureContext,
  place: ProviderPlace,
  parent: AzureResource,
  what: string,
  name: string,
  properties: AzureResource['properties'],
): AzureResource {
  const names =
    parent.id
      .split('/providers/')[1]
      ?.split('/')
      .filter((_, at) => at > 1 && at % 2 === 0)
      .join('/') ?? '';
  return context.add({
    place,
    type: `${parent.type}/${what}`,
    name: `${names}/${name}`,
    resourceGroup: parent.resourceGroup,
    tags: {},
    createdAt: parent.createdAt,
    properties,
  });
}

/** A database with throughput that its one container shares. */
function addSharing(context: AzureContext, random: Random, place: ProviderPlace, account: AzureResource): void {
  const { units } = SHARING;
  const properties = { resource: { id: SHARING.name, ...rid(random) } };
  const database = child(context, place, account, 'sqlDatabases', SHARING.name, properties);
  child(context, place, database, 'throughputSettings', 'default', throughput(random, 'manual', units));
  context.bill(account, 'cosmos/manual', { quantity: units / 100 });
  context.fine(CHECK.cosmosIdle, database, 'gets requests through its container');
  context.fine(CHECK.cosmosThroughput, database, 'used well above half, day and night');
  const container = child(context, place, database, 'containers', 'lookups', {
    resource: { id: 'lookups', ...rid(random) },
  });
  context.fine(CHECK.cosmosIdle, container, 'has no throughput of its own');
  context.fine(CHECK.cosmosThroughput, container, 'has no throughput of its own');
}

const throughput = (random: Random, mode: 'manual' | 'autoscale', units: number): AzureResource['properties'] => ({
  resource: {
    // Autoscale tells what it scaled to last.
    throughput: mode === 'manual' ? units : units / 10,
    ...(mode === 'autoscale' && { autoscaleSettings: { maxThroughput: units } }),
    minimumThroughput: mode === 'manual' ? '400' : '1000',
    offerReplacePending: 'false',
    ...rid(random),
  },
});

interface Placed {
  readonly account: AzureResource;
  readonly database: AzureResource;
  readonly kind: Kind;
  readonly plan: Plan;
  readonly name: string;
}

function addContainer(
  context: AzureContext,
  random: Random,
  place: ProviderPlace,
  { account, database, kind, plan, name }: Placed,
): void {
  const { mode, units, role } = plan;
  const container = child(context, place, database, 'containers', name, {
    resource: {
      id: name,
      indexingPolicy: { indexingMode: 'consistent', automatic: true },
      partitionKey: { paths: ['/tenant'], kind: 'Hash', version: 2 },
      ...rid(random),
    },
  });
  // Its requests alone are paid: there is nothing to read of it, and nothing to say.
  if (kind === 'serverless') return;
  child(context, place, container, 'throughputSettings', 'default', throughput(random, mode, units));
  // Of autoscale each hour bills its peak: about the mean of those.
  const billed = mode === 'manual' ? units : (units * plan.mean) / 100;
  context.bill(account, `cosmos/${mode}`, { quantity: Math.round(billed) / 100 });
  plant(context, kind, role, container, units);
}

const FINE: Readonly<Partial<Record<Role, string>>> = {
  fitting: 'used well above half, day and night',
  scaling: 'scales with the day: neither mode costs less',
  young: 'measured for a few days only',
};

function plant(context: AzureContext, kind: Kind, role: Role, container: AzureResource, units: number): void {
  const manual = share(times(usdOf('cosmos/manual', container.region), (units * HOURS_PER_MONTH) / 100), 1, 1);
  const because = kind === 'kept' ? `its account is protected by the tag ${KEEP_TAG}` : FINE[role];
  if (because !== undefined) {
    context.fine(CHECK.cosmosThroughput, container, because);
    context.fine(CHECK.cosmosIdle, container, because);
  } else if (role === 'idle') {
    context.waste(CHECK.cosmosIdle, container, 'not a request for months', manual);
    context.fine(CHECK.cosmosThroughput, container, 'gets no requests: its throughput fits nothing');
  } else {
    context.waste(CHECK.cosmosThroughput, container, WASTE[role] ?? '', manual);
    context.fine(CHECK.cosmosIdle, container, 'gets requests, few as they are');
  }
}

const WASTE: Readonly<Partial<Record<Role, string>>> = {
  oversized: 'never uses more than 12 % of its throughput',
  bursty: 'uses nearly all of it for half an hour a day, and a twentieth else',
  even: 'scales to nearly the same at every hour, at half as much again',
};

/** Courses of the account, split by database and container. */
function coursesOf(
  context: AzureContext,
  random: Random,
  { role, mode, units, shape, mean, peak }: Plan,
  container?: string,
): readonly (readonly [string, Course])[] {
  const split =
    container === undefined ? `DatabaseName=${SHARING.name}` : `DatabaseName=shop&CollectionName=${container}`;
  const from = role === 'young' ? context.now - random.between(3, 9) * DAY : 0;
  const runs = { runs: [{ from: Math.max(from, context.now - 200 * DAY), to: Number.POSITIVE_INFINITY }] };
  const gauge = (unit: Course['unit'], factor: number): Course => ({
    of: 'gauge',
    unit,
    shape,
    mean: mean * factor,
    peak: peak * factor,
    ...runs,
  });
  const constant = (value: number): Course => ({ of: 'constant', unit: 'Count', value, ...runs });
  const provisioned = mode === 'manual' ? constant(units) : gauge('Count', units / 100);
  return [
    [`NormalizedRUConsumption?${split}`, gauge('Percent', 1)],
    [`ProvisionedThroughput?${split}`, provisioned],
    // Counted as they come: none, none to count.
    ...(peak > 0 ? [[`TotalRequests?${split}`, constant(1)] as const] : []),
  ];
}
