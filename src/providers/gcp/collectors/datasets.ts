import { z } from 'zod';
import { CloudError, reasonOf } from '../../../domain/cloud-error.ts';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { type Instant, instant } from '../../../domain/instant.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Dataset, DatasetBytes } from '../../../domain/resources.ts';
import { runQuery } from '../bigquery.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels } from '../labels.ts';
import { listed } from '../listings.ts';
import { parsed } from '../resource-manager.ts';

const Listed = z.object({
  datasetReference: z.object({ datasetId: z.string().min(1) }),
  location: z.string().min(1),
  labels: Labels,
});

const Details = z.object({
  creationTime: z.string().regex(/^\d+$/).optional(), // milliseconds
  storageBillingModel: z.string().optional(),
});

const Row = Listed.extend({
  stored: z.custom<Fact<DatasetBytes>>(),
  billing: z.custom<Fact<'logical' | 'physical'>>(),
  createdAt: z.custom<Fact<Instant>>(),
});

const LIST = 'bigquery.datasets.list';
const GET = 'bigquery.datasets.get';

/**
 * BigQuery datasets of a project with what their tables hold, as each way of billing counts it. Sources: BigQuery API,
 * datasets.list and datasets.get; INFORMATION_SCHEMA.TABLE_STORAGE, one query per location, which bills 10 MB.
 */
export const datasets = defineCollector({
  type: 'gcp:bigquery:dataset',
  kind: 'dataset',
  permissions: ['bigquery.datasets.get', 'bigquery.jobs.create', 'bigquery.tables.get', 'bigquery.tables.list'],
  operation: LIST,
  row: Row,
  rowId: 'id',
  async *fetch(gcp, scope) {
    const byLocation = new Map<string, Promise<Fact<ReadonlyMap<string, DatasetBytes>>>>();
    const storedIn = (location: string) => {
      const found = byLocation.get(location) ?? storedBytes(gcp, scope, location);
      byLocation.set(location, found);
      return found;
    };
    const pages = listed(gcp, scope, LIST, {
      path: `bigquery/v2/projects/${scope.accountId}/datasets`,
      list: 'datasets',
      query: { maxResults: 500 },
    });
    for await (const { rows, unread: holes } of pages) {
      const told = await Promise.all(
        rows.map(async (row) => {
          const read = Listed.safeParse(row);
          if (!read.success) return row;
          const { datasetReference, location } = read.data;
          const stored = await storedIn(location);
          const details = await detailsOf(gcp, scope, datasetReference.datasetId);
          return {
            ...(row as object),
            // A dataset without tables is in no row of the schema.
            stored: stored.known ? known(stored.value.get(datasetReference.datasetId) ?? nothing) : stored,
            billing: billingOf(details),
            createdAt: createdAt(details),
          };
        }),
      );
      yield { rows: told, unread: holes };
    }
  },
  toResource(row, { accountId: projectId }): Dataset {
    const { datasetId } = row.datasetReference;
    return {
      kind: 'dataset',
      type: 'gcp:bigquery:dataset',
      resourceId: `//bigquery.googleapis.com/projects/${projectId}/datasets/${datasetId}`,
      ...placeOf(projectId, row.location),
      name: datasetId,
      state: 'active',
      createdAt: row.createdAt,
      tags: known(row.labels),
      storageBilling: row.billing,
      stored: row.stored,
    };
  },
});

const nothing: DatasetBytes = {
  activeLogicalBytes: 0,
  longTermLogicalBytes: 0,
  activePhysicalBytes: 0,
  longTermPhysicalBytes: 0,
};

type Read = Fact<z.infer<typeof Details>>;

async function detailsOf(gcp: GcpClient, scope: Scope, datasetId: string): Promise<Read> {
  const path = `bigquery/v2/projects/${scope.accountId}/datasets/${datasetId}`;
  return orUnread(async () => parsed(GET, Details, await gcp.call(GET, scope, { path })));
}

/** "If not set, the dataset uses logical bytes." */
function billingOf(details: Read): Fact<'logical' | 'physical'> {
  if (!details.known) return details;
  return known(details.value.storageBillingModel === 'PHYSICAL' ? 'physical' : 'logical');
}

function createdAt(details: Read): Fact<Instant> {
  if (!details.known) return details;
  const { creationTime } = details.value;
  return fact(creationTime === undefined ? undefined : instant(Number(creationTime)), 'creationTime');
}

const Bytes = z.object({
  dataset: z.string(),
  active_logical: z.coerce.number(),
  long_term_logical: z.coerce.number(),
  active_physical: z.coerce.number(),
  long_term_physical: z.coerce.number(),
});

/** Time travel stands in ACTIVE_PHYSICAL_BYTES; what the fail-safe holds bills as active too, and stands apart. */
const COLUMNS = [
  'table_schema AS dataset',
  'SUM(active_logical_bytes) AS active_logical',
  'SUM(long_term_logical_bytes) AS long_term_logical',
  'SUM(active_physical_bytes + fail_safe_physical_bytes) AS active_physical',
  'SUM(long_term_physical_bytes) AS long_term_physical',
].join(', ');

/** By dataset, of one location. Tables that are gone still show what time travel keeps of them. */
async function storedBytes(
  gcp: GcpClient,
  scope: Scope,
  location: string,
): Promise<Fact<ReadonlyMap<string, DatasetBytes>>> {
  const schema = `\`${scope.accountId}\`.\`region-${location.toLowerCase()}\`.INFORMATION_SCHEMA.TABLE_STORAGE`;
  const sql = `SELECT ${COLUMNS} FROM ${schema} GROUP BY table_schema`;
  return orUnread(async () => {
    const found = new Map<string, DatasetBytes>();
    for await (const rows of runQuery(gcp, scope, { sql, location })) {
      for (const row of rows) {
        const bytes = parsed('bigquery.jobs.query', Bytes, row);
        found.set(bytes.dataset, {
          activeLogicalBytes: bytes.active_logical,
          longTermLogicalBytes: bytes.long_term_logical,
          activePhysicalBytes: bytes.active_physical,
          longTermPhysicalBytes: bytes.long_term_physical,
        });
      }
    }
    return found;
  });
}

async function orUnread<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}
