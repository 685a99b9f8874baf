import type { AzureUnit } from '../../provider-estate/azure/model.ts';

export type Aggregation = 'average' | 'minimum' | 'maximum' | 'total' | 'count';

/** One metric that a resource type has, whether a resource of it reported or not. */
export interface MetricDefinition {
  readonly name: string;
  readonly unit: AzureUnit;
  /** What is told when nothing else is asked for. */
  readonly primary: Aggregation;
  /** Dimensions by which it can be split. */
  readonly dimensions: readonly string[];
}

/**
 * name|unit|primary aggregation|dimensions, by namespace in lower case. Source: Azure Monitor documentation, "Supported
 * metrics" of each resource type.
 */
const TABLE: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines': `Percentage CPU|Percent|average
Available Memory Bytes|Bytes|average
Available Memory Percentage|Percent|average
Network In Total|Bytes|total
Network Out Total|Bytes|total
Disk Read Bytes|Bytes|total
Disk Write Bytes|Bytes|total
Disk Read Operations/Sec|CountPerSecond|average
Disk Write Operations/Sec|CountPerSecond|average
CPU Credits Remaining|Count|average
CPU Credits Consumed|Count|average
VmAvailabilityMetric|Count|average`,
  'microsoft.compute/virtualmachinescalesets': `Percentage CPU|Percent|average|VMName
Available Memory Bytes|Bytes|average|VMName
Available Memory Percentage|Percent|average|VMName
Network In Total|Bytes|total|VMName
Network Out Total|Bytes|total|VMName`,
  'microsoft.compute/disks': `Composite Disk Read Bytes/sec|BytesPerSecond|average
Composite Disk Read Operations/sec|CountPerSecond|average
Composite Disk Write Bytes/sec|BytesPerSecond|average
Composite Disk Write Operations/sec|CountPerSecond|average`,
  'microsoft.network/loadbalancers': `ByteCount|Bytes|total
PacketCount|Count|total
SYNCount|Count|total
VipAvailability|Count|average`,
  'microsoft.network/applicationgateways': `TotalRequests|Count|total
CurrentConnections|Count|total
CapacityUnits|Count|average
ComputeUnits|Count|average
Throughput|BytesPerSecond|average`,
  'microsoft.network/natgateways': `ByteCount|Bytes|total
PacketCount|Count|total
SNATConnectionCount|Count|total`,
  'microsoft.network/virtualnetworkgateways': `AverageBandwidth|BytesPerSecond|average
TunnelAverageBandwidth|BytesPerSecond|average
P2SConnectionCount|Count|total
P2SBandwidth|BytesPerSecond|average`,
  'microsoft.network/privateendpoints': `PEBytesIn|Count|total
PEBytesOut|Count|total`,
  'microsoft.sql/servers/databases': `cpu_percent|Percent|average
dtu_consumption_percent|Percent|average
log_write_percent|Percent|average
physical_data_read_percent|Percent|average
workers_percent|Percent|average
sessions_percent|Percent|average
storage_percent|Percent|maximum
storage|Bytes|maximum
connection_successful|Count|total
connection_failed|Count|total`,
  'microsoft.sql/servers/elasticpools': `cpu_percent|Percent|average
dtu_consumption_percent|Percent|average
storage_percent|Percent|maximum
eDTU_used|Count|average`,
  'microsoft.web/serverfarms': `CpuPercentage|Percent|average|Instance
MemoryPercentage|Percent|average|Instance
HttpQueueLength|Count|average|Instance
BytesReceived|Bytes|total|Instance
BytesSent|Bytes|total|Instance`,
  'microsoft.containerservice/managedclusters': `node_cpu_usage_percentage|Percent|average|node,nodepool
node_memory_working_set_percentage|Percent|average|node,nodepool
node_memory_rss_percentage|Percent|average|node,nodepool
kube_node_status_allocatable_cpu_cores|Count|average`,
  'microsoft.storage/storageaccounts': `UsedCapacity|Bytes|average
Transactions|Count|total
Ingress|Bytes|total
Egress|Bytes|total`,
  'microsoft.storage/storageaccounts/blobservices': `BlobCapacity|Bytes|average|BlobType,Tier
BlobCount|Count|average|BlobType,Tier
ContainerCount|Count|average
Transactions|Count|total
Ingress|Bytes|total
Egress|Bytes|total`,
  'microsoft.cache/redis': `serverLoad|Percent|maximum
usedmemorypercentage|Percent|maximum
connectedclients|Count|maximum
operationsPerSecond|Count|maximum`,
  'microsoft.dbforpostgresql/flexibleservers': `cpu_percent|Percent|average
memory_percent|Percent|average
storage_percent|Percent|average
active_connections|Count|average
iops|Count|average`,
};

const parsed = new Map<string, ReadonlyMap<string, MetricDefinition>>();

/** The metrics of a namespace, by name in lower case; undefined for one that has none. */
export function metricDefinitions(namespace: string): ReadonlyMap<string, MetricDefinition> | undefined {
  const key = namespace.toLowerCase();
  const text = TABLE[key];
  if (text === undefined) return undefined;
  const known = parsed.get(key) ?? new Map(text.split('\n').map(read));
  parsed.set(key, known);
  return known;
}

function read(line: string): readonly [string, MetricDefinition] {
  const [name = '', unit = '', primary = '', dimensions = ''] = line.split('|');
  const definition: MetricDefinition = {
    name,
    unit: unit as AzureUnit,
    primary: primary as Aggregation,
    dimensions: dimensions === '' ? [] : dimensions.split(','),
  };
  return [name.toLowerCase(), definition];
}
