import { databasesFamily } from '../../estate/databases/family.ts';
import type { Database } from '../../estate/databases/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { named } from '../wire/document-xml.ts';
import { rdsErrors } from './errors.ts';
import { instanceDocument } from './instance-document.ts';
import { bareName, type FilterFields, listed, rdsInput } from './listing.ts';

const filters: FilterFields<Database> = {
  'db-cluster-id': ({ clusterId, region, accountId }) =>
    clusterId === undefined ? [] : [clusterId, `arn:aws:rds:${region}:${accountId}:cluster:${clusterId}`],
  'db-instance-id': ({ id, arn }) => [id, arn],
  'dbi-resource-id': ({ resourceId }) => [resourceId],
  engine: ({ engine }) => [engine],
};

/** DescribeDBInstances. */
export function describeInstances(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const { databases } = familyState(call.world.estate, databasesFamily);
  const index = call.world.index.of(databases);
  const id = rdsInput(fields).optionalText('DBInstanceIdentifier');
  const { items, Marker } = listed(call, fields, {
    name: 'DescribeDBInstances',
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: (database) => id === undefined || database.id === bareName(id),
    positionOf: ({ arn }) => arn,
    filters,
  });
  if (id !== undefined && items.length === 0) throw rdsErrors.noInstance(id);
  return { Marker, DBInstances: named('DBInstance', items.map(instanceDocument)) };
}
