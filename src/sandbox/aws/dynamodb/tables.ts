import type { Table } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { type Fields, findStore, ownStores, storesOf } from '../data-stores/listing.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
const missing = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);

/** ListTables: names alone, a hundred a page at most; the last name is where the next page goes on. */
export function listTables(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const limit = input.optionalInteger('Limit', { min: 1, max: 100 }) ?? 100;
  const after = input.optionalText('ExclusiveStartTableName') ?? '';
  const names = [...ownStores(call, storesOf(call).tables)].map(({ name }) => name).sort();
  const left = names.filter((name) => name > after);
  const page = left.slice(0, call.halvePage ? Math.max(1, Math.floor(Math.min(limit, left.length) / 2)) : limit);
  const more = page.length < left.length;
  return { TableNames: page, LastEvaluatedTableName: more ? page.at(-1) : undefined };
}

export function describeTable(call: Call, fields: Fields): object {
  const name = new DocumentInput(fields, invalid).text('TableName');
  const table = findStore(call, storesOf(call).tables, name);
  if (table === undefined) throw missing(name);
  return { Table: tableDocument(table) };
}

function tableDocument(table: Table): object {
  const { arn, mode, onDemandSince, tableClass, classChangedAt, createdAt, indexes, replicas, sizeBytes } = table;
  const throughput = (readUnits: number, writeUnits: number) => ({
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: readUnits,
    WriteCapacityUnits: writeUnits,
  });
  const keys = [{ AttributeName: 'id', KeyType: 'HASH' }];
  return {
    TableName: table.name,
    TableArn: arn,
    TableId: table.id,
    TableStatus: 'ACTIVE',
    CreationDateTime: new Timestamp(createdAt),
    TableSizeBytes: sizeBytes,
    ItemCount: table.items,
    KeySchema: keys,
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      ...indexes.map(() => ({ AttributeName: 'date', AttributeType: 'S' })),
    ],
    ProvisionedThroughput: throughput(table.readUnits, table.writeUnits),
    BillingModeSummary:
      mode === 'PAY_PER_REQUEST'
        ? {
            BillingMode: mode,
            LastUpdateToPayPerRequestDateTime: onDemandSince === undefined ? undefined : new Timestamp(onDemandSince),
          }
        : undefined,
    TableClassSummary:
      classChangedAt === undefined && tableClass === 'STANDARD'
        ? undefined
        : {
            TableClass: tableClass,
            LastUpdateDateTime: classChangedAt === undefined ? undefined : new Timestamp(classChangedAt),
          },
    GlobalSecondaryIndexes:
      indexes.length === 0
        ? undefined
        : indexes.map((index) => ({
            IndexName: index.name,
            IndexArn: `${arn}/index/${index.name}`,
            IndexStatus: 'ACTIVE',
            IndexSizeBytes: 0,
            ItemCount: 0,
            KeySchema: [{ AttributeName: 'date', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
            ProvisionedThroughput: throughput(index.readUnits, index.writeUnits),
          })),
    Replicas:
      replicas.length === 0 ? undefined : replicas.map((RegionName) => ({ RegionName, ReplicaStatus: 'ACTIVE' })),
    GlobalTableVersion: replicas.length === 0 ? undefined : '2019.11.21',
    DeletionProtectionEnabled: table.deletionProtected,
  };
}
