import { type Fact, known, unread } from '../domain/fact.ts';
import type { Database, DatabaseCluster, Tags } from '../domain/resources.ts';
import type { CheckContext } from './define-check.ts';
import { plainKey } from './tag-keys.ts';

/** What a database is to others. */
export type DatabaseRole =
  | { readonly is: 'alone' }
  /** A read replica; its source may be a cluster. */
  | { readonly is: 'replica'; readonly sourceId: string }
  | { readonly is: 'member'; readonly cluster: DatabaseCluster; readonly writer: boolean }
  /** Of three copies that are one deployment (Multi-AZ DB cluster): changed and billed together. */
  | { readonly is: 'copy' };

export const isAurora = (engine: string): boolean => engine.startsWith('aurora');

export const isServerless = ({ sizeName }: Pick<Database, 'sizeName'>): boolean => sizeName === 'db.serverless';

const targetOf = ({ uses }: Database, relation: 'member-of' | 'replica-of'): string | undefined =>
  uses?.known === true ? uses.value.find((use) => use.relation === relation)?.targetId : undefined;

/** Unread where it is a member of a cluster that was not read: only the cluster tells who writes. */
export function roleOf(
  database: Database,
  { related, unread: unreadSubject }: Pick<CheckContext, 'related' | 'unread'>,
): Fact<DatabaseRole> {
  if (database.uses?.known === false) return database.uses;
  const sourceId = targetOf(database, 'replica-of');
  const clusterId = targetOf(database, 'member-of');
  if (clusterId === undefined) return known(sourceId === undefined ? { is: 'alone' } : { is: 'replica', sourceId });
  if (!isAurora(database.engine)) return known({ is: 'copy' });
  const stored = related(clusterId);
  if (stored?.resource.kind !== 'database-cluster' || stored.goneSince !== undefined) {
    return unread(`database-cluster: ${unreadSubject('database-cluster') ?? `${clusterId} was not read`}`);
  }
  const cluster = stored.resource;
  const own = cluster.members.find(({ resourceId }) => resourceId === database.resourceId);
  if (own === undefined) return unread(`${clusterId} does not list it as a member`);
  return known({ is: 'member', cluster, writer: own.writer });
}

/** The copy that a switch-over is prepared on. Source: RDS User Guide, "Creating a blue/green deployment". */
export const isBeingPrepared = ({ name = '' }: Pick<Database, 'name'>): boolean => /-green-[a-z0-9]{6}$/.test(name);

/** Readers that scaling added are named so, and scaling removes them. Source: Aurora User Guide, "Auto Scaling with Aurora Replicas". */
export const isScaledReader = ({ name = '' }: Pick<Database, 'name'>): boolean =>
  name.startsWith('application-autoscaling-');

const standbyWords = new Set(['dr', 'disaster', 'recovery', 'disasterrecovery', 'standby', 'failover', 'drp']);

/** Kept for the day when another one fails, as its name or tags say: that it serves nothing is its purpose. */
export function isKeptForDisaster(tags: Tags, name = ''): boolean {
  const texts = [name, ...Object.entries(tags).map(([key, value]) => `${plainKey(key)} ${value}`)];
  return texts.some((text) => wordsOf(text).some((word) => standbyWords.has(word)));
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/[^a-z]+/);

/** The region that an ARN names. */
export const regionOf = (arn: string): string | undefined => arn.split(':')[3];
