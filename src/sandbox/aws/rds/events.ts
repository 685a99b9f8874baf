import { databasesFamily } from '../../estate/databases/family.ts';
import type { Database } from '../../estate/databases/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { itemsAfter } from '../paging.ts';
import { named } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { rdsErrors } from './errors.ts';
import { listed, rdsInput } from './listing.ts';

const MINUTE = 60_000;
const KEPT_MS = 14 * 86_400_000;
const sources = [
  'db-instance',
  'db-parameter-group',
  'db-security-group',
  'db-snapshot',
  'db-cluster',
  'db-cluster-snapshot',
  'custom-engine-version',
  'db-proxy',
  'blue-green-deployment',
  'db-shard-group',
  'zero-etl',
] as const;

interface Event {
  readonly key: string;
  readonly at: number;
  readonly database: Database;
  readonly message: string;
  readonly categories: readonly string[];
}

/** DescribeEvents: what happened to DB instances, of the last hour unless said otherwise, of 14 days at most. */
export function describeEvents(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = rdsInput(fields);
  const id = input.optionalText('SourceIdentifier');
  const type = input.has('SourceType') ? input.oneOf('SourceType', sources) : undefined;
  if (id !== undefined && type === undefined)
    throw rdsErrors.invalidParameter('SourceType must be given with SourceIdentifier.');
  const minutes = input.optionalInteger('Duration', { min: 1, max: KEPT_MS / MINUTE }) ?? 60;
  const from = input.has('StartTime') ? input.time('StartTime') : call.now - minutes * MINUTE;
  const to = input.has('EndTime') ? input.time('EndTime') : call.now;
  const wanted = new Set(input.texts('EventCategories'));
  const all = type === undefined || type === 'db-instance' ? eventsOf(call) : [];
  const { items, Marker } = listed(call, fields, {
    name: 'DescribeEvents',
    items: (after) => itemsAfter(all, after, ({ key }) => key),
    keep: ({ at, database, categories }) =>
      at >= from &&
      at <= to &&
      (id === undefined || database.id === id) &&
      (wanted.size === 0 || categories.some((each) => wanted.has(each))),
    positionOf: ({ key }) => key,
  });
  const Events = items.map(({ at, database, message, categories }) => ({
    SourceIdentifier: database.id,
    SourceType: 'db-instance',
    Message: message,
    EventCategories: named('EventCategory', categories),
    Date: new Timestamp(at),
    SourceArn: database.arn,
  }));
  return { Marker, Events: named('Event', Events) };
}

/** In order of time. Source: RDS User Guide, "Amazon RDS event categories and event messages": RDS-EVENT-0154, 0087, 0001. */
function eventsOf(call: Call): readonly Event[] {
  const { databases } = familyState(call.world.estate, databasesFamily);
  const events: Event[] = [];
  const add = (database: Database, at: number, message: string, category: string): void => {
    if (at < call.now - KEPT_MS) return;
    const key = `${new Date(at).toISOString()} ${database.id} ${message}`;
    events.push({ key, at, database, message, categories: [category] });
  };
  for (const database of call.world.index.of(databases).resources(call.accountId, call.region)) {
    for (const at of database.startedByItself) {
      add(
        database,
        at,
        'DB instance is being started due to it exceeding the maximum allowed time being stopped.',
        'notification',
      );
    }
    if (database.stoppedAt !== undefined) add(database, database.stoppedAt, 'DB instance stopped', 'notification');
    if (database.clusterId === undefined && database.stoppedAt === undefined) {
      const night = Math.floor(call.now / 86_400_000) * 86_400_000 - 20 * 3_600_000;
      if (night > database.createdAt) add(database, night, 'Backing up DB instance', 'backup');
    }
  }
  return events.sort((a, b) => (a.key < b.key ? -1 : 1));
}
