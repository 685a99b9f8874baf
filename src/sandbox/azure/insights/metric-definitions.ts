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
  'microsoft.network/bastionhosts': `pingmesh|Count|average
sessions|Count|total|host
total|Count|average|host
usage_user|Count|average|cpu,host
used|Count|average|host`,
  'microsoft.network/azurefirewalls': `ApplicationRuleHit|Count|total|Status,Reason,Protocol
NetworkRuleHit|Count|total|Status,Reason,Protocol
DataProcessed|Bytes|total
FirewallHealth|Percent|average|Status,Reason
SNATPortUtilization|Percent|average|Protocol
Throughput|Count|average`,
  'microsoft.apimanagement/service': `Capacity|Percent|average|Location
CpuPercent_Gateway|Percent|average
MemoryPercent_Gateway|Percent|average
Requests|Count|total|Location,Hostname,LastErrorReason,BackendResponseCode,GatewayResponseCode
Duration|MilliSeconds|average|Location,Hostname
BackendDuration|MilliSeconds|average|Location,Hostname`,
  'microsoft.machinelearningservices/workspaces/onlineendpoints': `RequestsPerMinute|Count|average|deployment,statusCode,statusCodeClass,modelStatusCode
RequestLatency|MilliSeconds|average|deployment
NetworkBytes|BytesPerSecond|average
ConnectionsActive|Count|average
NewConnectionsPerSecond|CountPerSecond|average`,
  'microsoft.machinelearningservices/workspaces/onlineendpoints/deployments': `CpuUtilizationPercentage|Percent|average|instanceId
CpuMemoryUtilizationPercentage|Percent|average|instanceId
DeploymentCapacity|Count|maximum|instanceId,State
DiskUtilization|Percent|maximum|instanceId,disk`,
  'microsoft.cognitiveservices/accounts': `TotalCalls|Count|total|ApiName,OperationName,Region,RatelimitKey
AzureOpenAIRequests|Count|total|ApiName,OperationName,Region,StreamType,ModelDeploymentName,ModelName,ModelVersion,StatusCode
AzureOpenAIProvisionedManagedUtilizationV2|Percent|average|Region,StreamType,ModelDeploymentName,ModelName,ModelVersion
ProcessedPromptTokens|Count|total|ApiName,ModelDeploymentName,ModelName,Region,UsageChannel`,
  'microsoft.kusto/clusters': `KeepAlive|Count|average
CPU|Percent|average
CacheUtilizationFactor|Percent|average
IngestionUtilization|Percent|average
IngestionVolumeInMB|Bytes|total|Database
QueryDuration|MilliSeconds|average|QueryStatus
QueryResult|Count|count|QueryStatus
TotalNumberOfConcurrentQueries|Count|maximum`,
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
  'microsoft.sql/managedinstances': `avg_cpu_percent|Percent|average
storage_space_used_mb|Count|average
reserved_storage_mb|Count|average
virtual_core_count|Count|average
io_requests|Count|average
io_bytes_read|Bytes|average
io_bytes_written|Bytes|average`,
  'microsoft.web/serverfarms': `CpuPercentage|Percent|average|Instance
MemoryPercentage|Percent|average|Instance
HttpQueueLength|Count|average|Instance
BytesReceived|Bytes|total|Instance
BytesSent|Bytes|total|Instance`,
  'microsoft.web/sites': `FunctionExecutionCount|Count|total|Instance
FunctionExecutionUnits|Count|total|Instance
BytesReceived|Bytes|total|Instance
BytesSent|Bytes|total|Instance
Requests|Count|total|Instance`,
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
  'microsoft.cache/redis': `serverLoad|Percent|maximum|ShardId
usedmemorypercentage|Percent|maximum|ShardId
connectedclients|Count|maximum|ShardId
operationsPerSecond|Count|maximum|ShardId
cacheRead|BytesPerSecond|maximum|ShardId
cacheWrite|BytesPerSecond|maximum|ShardId
cachehits|Count|total|ShardId
cachemisses|Count|total|ShardId
getcommands|Count|total|ShardId
setcommands|Count|total|ShardId
totalcommandsprocessed|Count|total|ShardId
evictedkeys|Count|total|ShardId
expiredkeys|Count|total|ShardId
totalkeys|Count|maximum|ShardId
usedmemory|Bytes|maximum|ShardId
percentProcessorTime|Percent|maximum|ShardId`,
  'microsoft.documentdb/databaseaccounts': `NormalizedRUConsumption|Percent|maximum|CollectionName,DatabaseName,Region
ProvisionedThroughput|Count|maximum|DatabaseName,CollectionName
AutoscaleMaxThroughput|Count|maximum|DatabaseName,CollectionName
TotalRequests|Count|count|DatabaseName,CollectionName,Region,StatusCode,OperationType,Status
TotalRequestUnits|Count|total|DatabaseName,CollectionName,Region,StatusCode,OperationType,Status
DataUsage|Bytes|total|CollectionName,DatabaseName,Region
IndexUsage|Bytes|total|CollectionName,DatabaseName,Region
DocumentCount|Count|total|CollectionName,DatabaseName,Region`,
  'microsoft.synapse/workspaces/sqlpools': `ActiveQueries|Count|total|IsUserDefined
QueuedQueries|Count|total|IsUserDefined
Connections|Count|total|Result
DWULimit|Count|maximum
DWUUsed|Count|maximum
DWUUsedPercent|Percent|maximum
CPUPercent|Percent|maximum
MemoryUsedPercent|Percent|maximum`,
  'microsoft.dbforpostgresql/flexibleservers': `cpu_percent|Percent|average
memory_percent|Percent|average
storage_percent|Percent|average
active_connections|Count|average
iops|Count|average
disk_iops_consumed_percentage|Percent|average
disk_bandwidth_consumed_percentage|Percent|average`,
  'microsoft.dbformysql/flexibleservers': `cpu_percent|Percent|average
memory_percent|Percent|average
io_consumption_percent|Percent|average
storage_percent|Percent|average
active_connections|Count|average
total_connections|Count|total`,
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
