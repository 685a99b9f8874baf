import { joinSources, type MetricSource } from '../metric-source.ts';
import { DAY } from '../generate/time.ts';
import type { Estate } from '../model.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { MetricUnit, Signal } from '../signal.ts';
import { constantSignal, counterSignal, eventSignal, gaugeSignal, lifetime } from '../signals.ts';
import type { Course, DataStore, DataStoresState } from './model.ts';

type Dimensions = Readonly<Record<string, string>>;

interface Namespace<R extends DataStore> {
  readonly namespace: string;
  readonly resources: Iterable<R>;
  readonly dimensions: (resource: R) => readonly Dimensions[];
  /** Dimension whose value is the part that may have a course of its own. */
  readonly part?: string;
  readonly units: Readonly<Record<string, MetricUnit>>;
}

/** What CloudWatch has of data stores. */
export function dataStoreMetrics(state: DataStoresState, { generatedAt: now }: Estate): MetricSource {
  const source = <R extends DataStore>({ namespace, resources, dimensions, part, units }: Namespace<R>): MetricSource =>
    resourceMetrics({
      namespace,
      resources,
      dimensions,
      metrics: Object.fromEntries(
        Object.entries(units).map(([metric, unit]) => [
          metric,
          (resource: R, at: Dimensions) => {
            const own = part === undefined ? undefined : at[part];
            const course = own === undefined ? resource.courses[metric] : resource.courses[`${metric} ${own}`];
            return course && signalOf(resource, metric, unit, course, Object.values(at).join(' '), now);
          },
        ]),
      ),
      now,
    });
  return joinSources([
    source({
      namespace: 'AWS/DynamoDB',
      resources: state.tables.values(),
      dimensions: ({ name, indexes }) => [
        { TableName: name },
        ...indexes.map((index) => ({ TableName: name, GlobalSecondaryIndexName: index.name })),
      ],
      part: 'GlobalSecondaryIndexName',
      units: { ConsumedReadCapacityUnits: 'Count', ConsumedWriteCapacityUnits: 'Count' },
    }),
    source({
      namespace: 'AWS/ElastiCache',
      resources: state.caches.values(),
      dimensions: ({ form, name, nodeIds }) =>
        form === 'group'
          ? nodeIds.map((CacheClusterId) => ({ CacheClusterId }))
          : form === 'cluster'
            ? [{ CacheClusterId: name }]
            : [],
      units: {
        GetTypeCmds: 'Count',
        SetTypeCmds: 'Count',
        CmdGet: 'Count',
        CmdSet: 'Count',
        CurrConnections: 'Count',
        Evictions: 'Count',
        EngineCPUUtilization: 'Percent',
        CPUUtilization: 'Percent',
        DatabaseMemoryUsagePercentage: 'Percent',
      },
    }),
    source({
      namespace: 'AWS/Redshift',
      resources: state.warehouses.values(),
      dimensions: ({ name }) => [{ ClusterIdentifier: name }],
      units: { DatabaseConnections: 'Count', CPUUtilization: 'Percent', PercentageDiskSpaceUsed: 'Percent' },
    }),
    source({
      namespace: 'AWS/ES',
      resources: state.domains.values(),
      dimensions: ({ name, accountId }) => [{ DomainName: name, ClientId: accountId }],
      units: { SearchRate: 'Count', IndexingRate: 'Count', CPUUtilization: 'Percent', JVMMemoryPressure: 'Percent' },
    }),
    source({
      namespace: 'AWS/DMS',
      resources: state.replications.values(),
      dimensions: ({ name }) => [{ ReplicationInstanceIdentifier: name }],
      units: { CPUUtilization: 'Percent' },
    }),
    source({
      namespace: 'AWS/Kinesis',
      resources: state.streams.values(),
      dimensions: ({ name }) => [{ StreamName: name }],
      units: { IncomingBytes: 'Bytes', IncomingRecords: 'Count', 'GetRecords.Bytes': 'Bytes' },
    }),
    source({
      namespace: 'AWS/Kafka',
      resources: state.brokers.values(),
      dimensions: ({ name, brokers }) =>
        Array.from({ length: brokers }, (_, at) => ({ 'Cluster Name': name, 'Broker ID': String(at + 1) })),
      units: {
        CpuUser: 'Percent',
        CpuSystem: 'Percent',
        BytesInPerSec: 'Bytes/Second',
        PartitionCount: 'Count',
        KafkaDataLogsDiskUsed: 'Percent',
      },
    }),
  ]);
}

function signalOf(
  { arn, reportsSince }: DataStore,
  metric: string,
  unit: MetricUnit,
  course: Course,
  part: string,
  now: number,
): Signal {
  const runs = lifetime(reportsSince);
  const of = { key: `${arn} ${part}`, metric, unit, runs };
  switch (course.is) {
    case 'constant':
      return constantSignal({ unit, runs }, course.value);
    case 'level': {
      const { shape, mean, peak, whole } = course;
      return gaugeSignal({ ...of, shape, mean, peak, ...(whole === true && { decimals: 0 }) });
    }
    case 'count':
      return counterSignal({ ...of, shape: course.shape, perHour: course.perHour, sparse: true });
    case 'once':
      return eventSignal({ unit, runs }, [{ at: now - course.daysAgo * DAY, value: course.value }]);
  }
}
