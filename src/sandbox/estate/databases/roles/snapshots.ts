import { DAY, daysBefore, wholeSecond } from '../../generate/time.ts';
import { decimalOf } from '../../decimal.ts';
import type { DatabaseMaker } from '../maker.ts';
import type { Database, DatabaseCluster, DatabaseSnapshot } from '../model.ts';
import { storageRate, times } from '../prices.ts';
import { CHECK } from './checks.ts';

/** Snapshots that somebody took, of databases and clusters, and all that are kept for a reason. */
export function databaseSnapshots(maker: DatabaseMaker): void {
  const sources = [...maker.databases.values()].filter(
    ({ storage, status }) => storage !== undefined && status === 'available',
  );
  const clusters = [...maker.clusters.values()];
  const source = (role: string, index: number) => sources[pick(maker, role, index, sources.length)];
  const waste = (of: DatabaseSnapshot | undefined, because: string): void => {
    if (of === undefined) return;
    const rate = storageRate(of.of === 'cluster' ? 'cluster backup' : 'backup', of.region);
    maker.context.plantWaste(CHECK.snapshot, of, of.arn, because, decimalOf(times(rate, of.sizeGiB)));
  };
  const fine = (of: DatabaseSnapshot | undefined, because: string): void => {
    if (of !== undefined) maker.fine(CHECK.snapshot, of, because);
  };
  maker.each(1, (index) =>
    waste(ofDatabase(maker, 'before-release', index, source('old', index), [110, 190]), 'taken by hand months ago'),
  );
  maker.each(0.4, (index) =>
    waste(
      ofCluster(maker, 'before-migration', index, clusters[index % Math.max(1, clusters.length)]),
      'taken by hand months ago',
    ),
  );
  maker.each(0.3, (index) => {
    waste(
      ofDatabase(maker, 'last-of', index, gone(maker, source('gone', index), index), [140, 400]),
      'taken long ago, and its database is gone',
    );
  });
  maker.each(0.3, (index) => {
    fine(ofDatabase(maker, 'recent', index, source('recent', index), [5, 80]), 'taken less than a quarter ago');
    fine(
      ofDatabase(maker, 'shared', index, source('shared', index), [120, 190], { sharedWith: ['999988887777'] }),
      'another account may restore it',
    );
    fine(
      ofDatabase(maker, 'rds:', index, source('automated', index), [1, 8], { type: 'automated' }),
      'automated: it goes with its retention',
    );
    fine(
      ofDatabase(maker, 'awsbackup:job-', index, source('backup', index), [100, 190], { type: 'awsbackup' }),
      'AWS Backup looks after it',
    );
    fine(
      ofDatabase(maker, 'gone-lately', index, gone(maker, source('lately', index), index + 500), [40, 80]),
      'since when its database is gone nobody knows',
    );
    copied(maker, index, source('copied', index), fine);
    exported(maker, index, source('exported', index), fine);
  });
}

const pick = (maker: DatabaseMaker, role: string, index: number, count: number): number =>
  maker.context.random('snapshot of', role, index).integer(0, Math.max(0, count - 1));

/** Its database as it was. */
const gone = (maker: DatabaseMaker, like: Database | undefined, index: number): Database | undefined =>
  like && {
    ...like,
    id: `${like.id}-former-${index}`,
    resourceId: `db-${maker.context.random('former', index).hex(26).toUpperCase()}`,
  };

function ofDatabase(
  maker: DatabaseMaker,
  role: string,
  index: number,
  source: Database | undefined,
  ageDays: readonly [number, number],
  more: Partial<DatabaseSnapshot> = {},
): DatabaseSnapshot | undefined {
  if (source === undefined) return undefined;
  const random = maker.context.random('snapshot', role, index);
  const createdAt = Math.max(source.createdAt, daysBefore(maker.now, random.between(...ageDays)));
  const id = `${role}${role.endsWith(':') || role.endsWith('-') ? '' : '-'}${source.id}-${index}`;
  const snapshot: DatabaseSnapshot = {
    arn: `arn:aws:rds:${source.region}:${source.accountId}:snapshot:${id}`,
    id,
    accountId: source.accountId,
    region: source.region,
    of: 'database',
    type: 'manual',
    engine: source.engine,
    version: source.version,
    sourceId: source.id,
    sourceResourceId: source.resourceId,
    sourceCreatedAt: source.createdAt,
    sizeGiB: source.storage?.sizeGiB ?? 20,
    storageType: source.storage?.type ?? 'gp3',
    createdAt,
    sharedWith: [],
    tags: { app: source.tags['app'] ?? 'app' },
    ...more,
  };
  maker.snapshots.set(snapshot.arn, snapshot);
  return snapshot;
}

function ofCluster(
  maker: DatabaseMaker,
  role: string,
  index: number,
  source: DatabaseCluster | undefined,
): DatabaseSnapshot | undefined {
  if (source === undefined) return undefined;
  const random = maker.context.random('cluster snapshot', role, index);
  const id = `${role}-${source.id}-${index}`;
  const snapshot: DatabaseSnapshot = {
    arn: `arn:aws:rds:${source.region}:${source.accountId}:cluster-snapshot:${id}`,
    id,
    accountId: source.accountId,
    region: source.region,
    of: 'cluster',
    type: 'manual',
    engine: source.engine,
    version: source.version,
    sourceId: source.id,
    sourceResourceId: source.resourceId,
    sourceCreatedAt: source.createdAt,
    sizeGiB: source.storageGiB,
    storageType: 'aurora',
    createdAt: daysBefore(maker.now, random.between(110, 190)),
    sharedWith: [],
    tags: {},
  };
  maker.snapshots.set(snapshot.arn, snapshot);
  return snapshot;
}

type Plant = (of: DatabaseSnapshot | undefined, because: string) => void;

function copied(maker: DatabaseMaker, index: number, source: Database | undefined, fine: Plant): void {
  const region = maker.context.options.regions.find((each) => each !== source?.region);
  if (source === undefined || region === undefined) return;
  const copyOf = `arn:aws:rds:${source.region}:${source.accountId}:snapshot:original-${index}`;
  const abroad = { ...source, region };
  fine(ofDatabase(maker, 'copy-of', index, abroad, [120, 190], { copyOf }), 'a copy from another region');
}

function exported(maker: DatabaseMaker, index: number, source: Database | undefined, fine: Plant): void {
  const snapshot = ofDatabase(maker, 'leaving', index, source, [120, 190]);
  if (snapshot === undefined) return;
  const random = maker.context.random('export', index);
  const startedAt = wholeSecond(maker.now - random.between(0.05, 0.4) * DAY);
  const { accountId, region } = snapshot;
  const task = { accountId, region, sourceArn: snapshot.arn };
  maker.exports.set(`running-${index}`, { ...task, id: `running-${index}`, status: 'IN_PROGRESS', startedAt });
  const before = daysBefore(maker.now, random.between(100, 118));
  maker.exports.set(`done-${index}`, {
    ...task,
    id: `done-${index}`,
    status: 'COMPLETE',
    startedAt: before,
    endedAt: before + DAY / 8,
  });
  fine(snapshot, 'an export reads it right now');
}
