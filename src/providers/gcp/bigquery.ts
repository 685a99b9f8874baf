import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { type GcpClient, malformed } from './client.ts';
import { LEAST_BILLED_BYTES } from './paid-calls.ts';
import { parsed } from './resource-manager.ts';

export interface Query {
  readonly sql: string;
  /** Named parameters, all text. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly location?: string;
  /** The query is not run when it would bill more. */
  readonly maximumBytesBilled?: number;
  /** Fewer where rows are long: a page is in memory as a whole. */
  readonly rowsPerPage?: number;
}

/** A row by column; every value is text, or null. */
export type QueryRow = Readonly<Record<string, string | null>>;

const Schema = z.object({ fields: z.array(z.object({ name: z.string() })).default([]) });

const Answer = z.object({
  jobComplete: z.boolean().default(true),
  jobReference: z
    .object({ projectId: z.string(), jobId: z.string().optional(), location: z.string().optional() })
    .optional(),
  schema: Schema.optional(),
  // Row by row by hand: a schema library would make each of a million cells anew.
  rows: z.array(z.unknown()).default([]),
  pageToken: z.string().optional(),
  totalBytesProcessed: z.string().default('0'),
  totalBytesBilled: z.string().optional(),
  cacheHit: z.boolean().optional(),
});

const QUERY = 'bigquery.jobs.query';
const RESULTS = 'bigquery.jobs.getQueryResults';

/** A query that goes on longer than an HTTP call may is asked for its result again, so often. */
const mostPolls = 60;
const waitMs = 20_000;
const mostRowsPerPage = 10_000;

const bodyOf = (
  { sql, parameters = {}, location, maximumBytesBilled, rowsPerPage }: Query,
  isDry: boolean,
): object => ({
  query: sql,
  useLegacySql: false,
  dryRun: isDry,
  timeoutMs: waitMs,
  maxResults: rowsPerPage ?? mostRowsPerPage,
  ...(location !== undefined && { location }),
  ...(maximumBytesBilled !== undefined && { maximumBytesBilled: String(maximumBytesBilled) }),
  parameterMode: 'NAMED',
  queryParameters: Object.entries(parameters).map(([name, value]) => ({
    name,
    parameterType: { type: 'STRING' },
    parameterValue: { value },
  })),
});

/** Bytes that a query would read. Costs nothing. Source: BigQuery, "Dry run". */
export async function dryRunBytes(gcp: GcpClient, scope: Scope, query: Query): Promise<number> {
  const request = {
    path: `bigquery/v2/projects/${scope.accountId}/queries`,
    method: 'POST' as const,
    body: bodyOf(query, true),
  };
  return Number(parsed(QUERY, Answer, await gcp.call(QUERY, scope, request)).totalBytesProcessed);
}

/**
 * Runs a query in a project and hands over its rows page by page. Throws a CloudError; `limit` when it would bill more
 * than `maximumBytesBilled`. Source: BigQuery API, jobs.query and jobs.getQueryResults.
 */
export async function* runQuery(
  gcp: GcpClient,
  scope: Scope,
  query: Query,
  onBilled: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly QueryRow[], void, undefined> {
  const path = `bigquery/v2/projects/${scope.accountId}/queries`;
  const request = { path, method: 'POST' as const, body: bodyOf(query, false) };
  let answer = parsed(QUERY, Answer, await gcp.call(QUERY, scope, request));
  // A dry run has no job.
  const job = answer.jobReference;
  const results = async (pageToken: string | undefined): Promise<z.infer<typeof Answer>> => {
    if (job?.jobId === undefined) throw malformed(QUERY, 'it names no job');
    const more = await gcp.call(RESULTS, scope, {
      path: `${path}/${job.jobId}`,
      query: {
        location: job.location ?? query.location,
        pageToken,
        maxResults: query.rowsPerPage ?? mostRowsPerPage,
        timeoutMs: waitMs,
      },
    });
    return parsed(RESULTS, Answer, more);
  };
  for (let polls = 0; !answer.jobComplete; polls += 1) {
    if (polls >= mostPolls) {
      throw new CloudError({
        category: 'timeout',
        operation: QUERY,
        message: 'the query did not end within 20 minutes',
      });
    }
    answer = await results(undefined);
  }
  onBilled(billedBytes(answer));
  const columns = answer.schema?.fields.map(({ name }) => name);
  if (columns === undefined) throw malformed(QUERY, 'it has no schema');
  const seen = new Set<string>();
  for (;;) {
    yield answer.rows.map((row) => rowOf(row, columns));
    const { pageToken } = answer;
    if (pageToken === undefined || pageToken === '') return;
    if (seen.has(pageToken)) throw malformed(RESULTS, 'it sent the same page token twice');
    seen.add(pageToken);
    answer = await results(pageToken);
  }
}

/** Rounded up as it is billed, where the answer does not tell; nothing for a result from the cache. */
function billedBytes({ totalBytesBilled, totalBytesProcessed, cacheHit }: z.infer<typeof Answer>): number {
  if (cacheHit === true) return 0;
  return totalBytesBilled === undefined
    ? Math.max(LEAST_BILLED_BYTES, Number(totalBytesProcessed))
    : Number(totalBytesBilled);
}

/** `{ f: [{ v: "…" }, …] }`, in the order of the columns. */
function rowOf(raw: unknown, columns: readonly string[]): QueryRow {
  const cells = (raw as { readonly f?: unknown } | null)?.f;
  if (!Array.isArray(cells) || cells.length !== columns.length) {
    throw malformed(QUERY, 'a row has other columns than the schema');
  }
  const row: Record<string, string | null> = {};
  for (const [at, name] of columns.entries()) row[name] = textOf((cells[at] as { readonly v?: unknown } | null)?.v);
  return row;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
