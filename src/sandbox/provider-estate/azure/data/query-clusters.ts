import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';

type ClusterRole = 'used' | 'idle' | 'fed' | 'asked' | 'stopped' | 'young' | 'keep';

const TYPE = 'Microsoft.Kusto/clusters';
const SIZE = 'Standard_E8s_v5';
const SHARES: Readonly<Partial<Record<ClusterRole, number>>> = {
  idle: 0.3,
  fed: 0.1,
  asked: 0.1,
  stopped: 0.15,
  young: 0.1,
  keep: 0.1,
};

/** Data Explorer clusters. They are billed as their machines; the service's own fee for a core is left out of the bill. */
export function makeQueryClusters(context: AzureContext): void {
  castOf<ClusterRole>(context, 'query clusters', SHARES, context.count(3.6, 8), 'used').forEach((role, index) =>
    makeCluster(context, context.random('query cluster', index), role, index),
  );
}

function makeCluster(context: AzureContext, random: Random, role: ClusterRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `adx${identity.application.app.replaceAll(/[^a-z0-9]/g, '').slice(0, 12)}${index}`;
  const createdAt = context.now - (role === 'young' ? random.between(8, 12) : random.between(60, 700)) * DAY;
  const nodes = role === 'stopped' ? 2 : random.integer(2, 4);
  const stopped = role === 'stopped';
  const cluster = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup: context.groupOf(identity, place),
    tags: {
      ...context.tagsOf(random, identity, name),
      ...(role === 'keep' && { [KEEP_TAG]: 'for the yearly report' }),
    },
    createdAt,
    top: {
      sku: { name: `${SIZE}+2TB_PS`, tier: 'Standard', capacity: nodes },
      zones: ['1', '2', '3'],
      etag: '"abcd123"',
    },
    properties: {
      state: stopped ? 'Stopped' : 'Running',
      provisioningState: 'Succeeded',
      uri: `https://${name}.${place.region}.kusto.windows.net`,
      dataIngestionUri: `https://ingest-${name}.${place.region}.kusto.windows.net`,
      trustedExternalTenants: [],
      enableDiskEncryption: false,
      enableStreamingIngest: false,
      enablePurge: false,
      enableDoubleEncryption: false,
      enableAutoStop: false,
      engineType: 'V3',
      publicIPType: 'IPv4',
      publicNetworkAccess: 'Enabled',
      allowedIpRangeList: [],
      allowedFqdnList: [],
      restrictOutboundNetworkAccess: 'Disabled',
      languageExtensions: { value: [] },
      privateEndpointConnections: [],
    },
    ...(!stopped && { metrics: metricsOf(random, role) }),
  });
  const hourly = usdOf(`vm/${SIZE}/linux`, place.region);
  if (!stopped) context.bill(cluster, `vm/${SIZE}/linux`, { quantity: nodes });
  const fine = (because: string): void => context.fine(CHECK.queryCluster, cluster, because);
  if (role === 'idle') {
    context.waste(CHECK.queryCluster, cluster, 'no query and no data', monthly(times(hourly, nodes)));
  } else if (role === 'fed') fine('data goes in, whoever asks for it later');
  else if (role === 'asked') fine('a query now and then, over data that is complete');
  else if (stopped) fine('stopped: its machines cost nothing');
  else if (role === 'young') fine('younger than the window of 14 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
}

function metricsOf(random: Random, role: ClusterRole): Readonly<Record<string, Course>> {
  const busy = role === 'used';
  const peak = busy ? random.between(40, 90) : random.between(3, 9);
  const queries = busy ? random.between(20, 900) : role === 'asked' ? random.between(0.3, 2) : 0;
  const bytes = busy || role === 'fed' ? random.integer(1e7, 1e9) : 0;
  return {
    QueryResult: { of: 'counter', unit: 'Count', shape: 'daily', perHour: queries, sparse: true },
    IngestionVolumeInMB: { of: 'counter', unit: 'Bytes', shape: 'daily', perHour: bytes, sparse: true },
    CPU: { of: 'gauge', unit: 'Percent', shape: 'daily', mean: meanFor('daily', peak * 0.5, peak), peak },
    KeepAlive: { of: 'constant', unit: 'Count', value: 1 },
  };
}
