import type { ReplicationInstance } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { type Fields, ownStores, pageOfStores, storesOf } from '../data-stores/listing.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);
const missing = (what: string): AwsError =>
  new AwsError('ResourceNotFoundFault', `No ${what} found matching the filters.`);

/** The values of each filter that is asked for. */
function filtersOf(fields: Fields, known: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const filters = new DocumentInput(fields, invalid).children('Filters');
  return new Map(
    filters.map((filter) => {
      const name = filter.text('Name');
      if (!known.includes(name)) throw invalid(`Unrecognized filter name: ${name}`);
      return [name, filter.texts('Values')];
    }),
  );
}

const fits = (filters: ReadonlyMap<string, readonly string[]>, name: string, value: string): boolean =>
  filters.get(name)?.includes(value) ?? true;

/** DescribeReplicationInstances: 20 to 100 a page. */
function describeReplicationInstances(call: Call, fields: Fields): object {
  const filters = filtersOf(fields, [
    'replication-instance-arn',
    'replication-instance-id',
    'replication-instance-class',
  ]);
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).replications,
    keep: ({ arn, name }) =>
      fits(filters, 'replication-instance-arn', arn) &&
      fits(filters, 'replication-instance-id', name) &&
      fits(filters, 'replication-instance-class', 'dms.t2.micro'),
    token: 'Marker',
    size: 'MaxRecords',
    least: 20,
    most: 100,
    fail: invalid,
  });
  if (filters.size > 0 && items.length === 0) throw missing('replication instance');
  return { Marker: nextToken, ReplicationInstances: items.map(instanceDocument) };
}

function instanceDocument(instance: ReplicationInstance): object {
  const { name, arn, region, createdAt, multiZone, storageGiB } = instance;
  return {
    ReplicationInstanceIdentifier: name,
    ReplicationInstanceClass: 'dms.t2.micro',
    ReplicationInstanceStatus: 'available',
    AllocatedStorage: storageGiB,
    InstanceCreateTime: new Timestamp(createdAt),
    VpcSecurityGroups: [],
    AvailabilityZone: `${region}a`,
    PreferredMaintenanceWindow: 'sun:06:00-sun:14:00',
    PendingModifiedValues: {},
    MultiAZ: multiZone,
    SecondaryAvailabilityZone: multiZone ? `${region}b` : undefined,
    EngineVersion: '3.5.3',
    AutoMinorVersionUpgrade: true,
    ReplicationInstanceArn: arn,
    PubliclyAccessible: false,
    NetworkType: 'IPV4',
  };
}

/** DescribeReplicationTasks: 20 to 100 a page. */
function describeReplicationTasks(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const filters = filtersOf(fields, ['replication-task-arn', 'replication-task-id', 'replication-instance-arn']);
  const withSettings = input.optionalBoolean('WithoutSettings') !== true;
  const all = [...ownStores(call, storesOf(call).replications)]
    .flatMap((instance) => instance.tasks.map((task) => ({ instance, task })))
    .filter(
      ({ instance, task }) =>
        fits(filters, 'replication-task-arn', task.arn) &&
        fits(filters, 'replication-task-id', task.name) &&
        fits(filters, 'replication-instance-arn', instance.arn),
    );
  if (filters.size > 0 && all.length === 0) throw missing('replication task');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([...filters]),
    token: input.optionalText('Marker'),
    limit: input.optionalInteger('MaxRecords', { min: 20, max: 100 }) ?? 100,
    items: (after) => itemsAfter(all, after, ({ task }) => task.arn),
    positionOf: ({ task }) => task.arn,
    badToken: () => invalid('The Marker is not valid.'),
  });
  const time = (at: number | undefined) => (at === undefined ? undefined : new Timestamp(at));
  return {
    Marker: nextToken,
    ReplicationTasks: items.map(({ instance, task }) => ({
      ReplicationTaskIdentifier: task.name,
      ReplicationTaskArn: task.arn,
      ReplicationInstanceArn: instance.arn,
      SourceEndpointArn: `arn:aws:dms:${instance.region}:${instance.accountId}:endpoint:SOURCE`,
      TargetEndpointArn: `arn:aws:dms:${instance.region}:${instance.accountId}:endpoint:TARGET`,
      MigrationType: 'full-load-and-cdc',
      Status: task.status,
      ReplicationTaskCreationDate: new Timestamp(task.createdAt),
      ReplicationTaskStartDate: time(task.startedAt),
      ReplicationTaskSettings: withSettings ? '{}' : undefined,
      TableMappings: withSettings ? '{"rules":[]}' : undefined,
      ReplicationTaskStats:
        task.startedAt === undefined
          ? undefined
          : {
              FullLoadProgressPercent: 100,
              ElapsedTimeMillis: 0,
              TablesLoaded: 12,
              TablesLoading: 0,
              TablesQueued: 0,
              TablesErrored: 0,
              StartDate: time(task.startedAt),
              StopDate: time(task.stoppedAt),
            },
    })),
  };
}

/** AWS Database Migration Service, version 2016-01-01: instances and tasks. */
export const dmsModule: ServiceModule = {
  id: 'dms',
  profile: jsonProfile({ signingName: 'dms', targetPrefix: 'AmazonDMSv20160101', jsonVersion: '1.1' }),
  operations: documentOperations({
    DescribeReplicationInstances: describeReplicationInstances,
    DescribeReplicationTasks: describeReplicationTasks,
  }),
};
