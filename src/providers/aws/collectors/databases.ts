import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { Database, DatabaseStorage, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { arnBeside } from '../rds/arns.ts';
import { automaticRestarts, eventPermissions } from '../rds/automatic-restarts.ts';
import { isAurora, isRelational, licenceOf, powerStateOf } from '../rds/engines.ts';
import { orderablePermissions, OrderableSizes } from '../rds/orderable-sizes.ts';
import { TagList, tagsOf } from '../rds/tag-list.ts';
import { supportOf, supportPermissions, type SupportOf } from '../rds/version-support.ts';

const Instance = z.object({
  DBInstanceArn: z.string().min(1),
  DBInstanceIdentifier: z.string().min(1),
  DbiResourceId: z.string().optional(),
  DBInstanceClass: z.string().min(1),
  DBInstanceStatus: z.string().min(1),
  Engine: z.string().min(1),
  EngineVersion: z.string().min(1),
  LicenseModel: z.string().optional(),
  // Left out while it is being created.
  InstanceCreateTime: z.date().optional(),
  AvailabilityZone: z.string().optional(),
  MultiAZ: z.boolean().optional(),
  AllocatedStorage: z.int().nonnegative().optional(), // GiB
  StorageType: z.string().optional(),
  Iops: z.int().optional(),
  StorageThroughput: z.int().optional(), // MiB/s
  // Left out for what is no member or replica: here, missing means none.
  DBClusterIdentifier: z.string().optional(),
  ReadReplicaSourceDBInstanceIdentifier: z.string().optional(),
  ReadReplicaSourceDBClusterIdentifier: z.string().optional(),
  // There while it is stopped.
  AutomaticRestartTime: z.date().optional(),
  EngineLifecycleSupport: z.string().optional(),
  TagList,
});

type Instance = z.infer<typeof Instance>;

/** What other calls tell of the databases of a page. */
interface Beside {
  readonly restarts: (identifier: string) => Fact<number>;
  readonly support: SupportOf;
  /** By ARN. */
  readonly orderable: (arn: string) => Fact<readonly string[]>;
}

/** RDS and Aurora DB instances of one account and region. Source: RDS API, DescribeDBInstances. */
export const databases = defineCollector({
  type: 'aws:rds:db-instance',
  kind: 'database',
  reach: 'regional',
  permissions: ['rds:DescribeDBInstances', ...eventPermissions, ...supportPermissions, ...orderablePermissions],
  operation: 'rds:DescribeDBInstances',
  page: z.object({
    DBInstances: z.array(Instance),
    beside: z.custom<() => Beside>((value) => typeof value === 'function'),
  }),
  rows: ['DBInstances'],
  rowId: 'DBInstanceIdentifier',
  async *fetch(aws: AwsClient, scope) {
    let facts: Omit<Beside, 'orderable'> | undefined;
    const offers = new OrderableSizes(aws, scope);
    for await (const page of aws.pagesBy('Marker', 'rds', 'DescribeDBInstances', scope, { MaxRecords: 100 })) {
      const rows = relationalRows(page);
      // An account without databases is asked nothing more.
      if (rows.length > 0 && facts === undefined) {
        facts = { restarts: await automaticRestarts(aws, scope), support: await supportOf(aws, scope) };
      }
      const sizes = new Map<string, Fact<readonly string[]>>();
      // One after the other: most ask for a version that another one has asked for.
      for (const row of rows) sizes.set(row.DBInstanceArn, await offers.of(orderOf(row)));
      const orderable = (arn: string) => sizes.get(arn) ?? unread('its row could not be read');
      yield withBeside(page, { beside: () => ({ ...facts, orderable }) });
    }
  },
  toResources: ({ DBInstances, beside }, scope) =>
    DBInstances.filter(({ Engine, DBInstanceStatus }) => isRelational(Engine) && DBInstanceStatus !== 'deleting').map(
      (db): Database => {
        const { restarts, support, orderable } = beside();
        const storage = storageOf(db);
        return {
          kind: 'database',
          type: 'aws:rds:db-instance',
          resourceId: db.DBInstanceArn,
          scope,
          ...(db.AvailabilityZone !== undefined && { zoneId: db.AvailabilityZone }),
          name: db.DBInstanceIdentifier,
          state: db.DBInstanceStatus,
          createdAt: fact(db.InstanceCreateTime && instant(db.InstanceCreateTime), 'InstanceCreateTime'),
          tags: tagsOf(db.TagList),
          uses: known(usesOf(db)),
          ...(db.DbiResourceId !== undefined && { incarnationId: db.DbiResourceId }),
          engine: db.Engine,
          engineVersion: db.EngineVersion,
          licence: licenceOf(db.LicenseModel ?? ''),
          sizeName: db.DBInstanceClass,
          powerState: powerStateOf(db.DBInstanceStatus),
          ...(db.AutomaticRestartTime !== undefined && { restartsAt: instant(db.AutomaticRestartTime) }),
          automaticRestarts: restarts(db.DBInstanceIdentifier),
          // A member of a cluster has no standby of its own.
          redundancy: db.MultiAZ === true && db.DBClusterIdentifier === undefined ? 'standby' : 'none',
          ...(storage !== undefined && { storage }),
          support: support(db.Engine, db.EngineVersion),
          paysForExtendedSupport: paysOf(db),
          orderableSizes: orderable(db.DBInstanceArn),
        };
      },
    ),
});

const Listing = z.object({ DBInstances: z.array(z.unknown()).default([]) });

/** The rows that will become databases; what is wrong with the others is said when the page is read. */
function relationalRows(page: unknown): readonly Instance[] {
  const listing = Listing.safeParse(page);
  if (!listing.success) return [];
  return listing.data.DBInstances.flatMap((row) => {
    const parsed = Instance.safeParse(row);
    return parsed.success && isRelational(parsed.data.Engine) ? [parsed.data] : [];
  });
}

const orderOf = (db: Instance) => ({
  engine: db.Engine,
  engineVersion: db.EngineVersion,
  licenceModel: db.LicenseModel,
  storageType: db.StorageType,
  zone: db.AvailabilityZone,
  multiAz: db.MultiAZ === true && db.DBClusterIdentifier === undefined,
});

/** Members of a cluster share its volume: what their rows say of storage is not theirs. */
function storageOf(db: Instance): DatabaseStorage | undefined {
  const { StorageType, AllocatedStorage, DBClusterIdentifier, Engine } = db;
  if (DBClusterIdentifier !== undefined || isAurora(Engine)) return undefined;
  if (StorageType === undefined || AllocatedStorage === undefined) return undefined;
  return {
    tier: StorageType,
    sizeGiB: AllocatedStorage,
    ...(db.Iops !== undefined && { iops: db.Iops }),
    ...(db.StorageThroughput !== undefined && { throughputMiBps: db.StorageThroughput }),
  };
}

function usesOf(db: Instance): readonly Use[] {
  const { DBInstanceArn: own } = db;
  const cluster = db.DBClusterIdentifier;
  const source = db.ReadReplicaSourceDBInstanceIdentifier;
  const sourceCluster = db.ReadReplicaSourceDBClusterIdentifier;
  return [
    ...(cluster ? [{ relation: 'member-of' as const, targetId: arnBeside(own, 'cluster', cluster) }] : []),
    ...(source ? [{ relation: 'replica-of' as const, targetId: arnBeside(own, 'db', source) }] : []),
    ...(sourceCluster ? [{ relation: 'replica-of' as const, targetId: arnBeside(own, 'cluster', sourceCluster) }] : []),
  ];
}

/** RDS tells it for the engines that have such a choice (RDS API, CreateDBInstance, EngineLifecycleSupport). */
function paysOf({ EngineLifecycleSupport: choice, Engine }: Instance): Fact<boolean> {
  if (choice !== undefined) return known(choice === 'open-source-rds-extended-support');
  const open = /mysql|postgres/.test(Engine);
  return open ? unread('field EngineLifecycleSupport missing in the answer') : known(false);
}
