import { randomUUID } from 'node:crypto';
import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';
import type { GcpCall, GcpMethod } from '../../service.ts';
import { GoogleError } from '../../wire/errors.ts';
import { offsetOf, tokenOf } from '../../wire/paging.ts';
import { projectIdOf } from '../locations.ts';
import type { Row } from './sql/evaluate.ts';
import { textOf } from './sql/functions.ts';
import { invalidQuery, parseQuery } from './sql/parser.ts';
import { runSelect, type Tables } from './sql/run.ts';
import { QueryTables } from './tables.ts';

/** A query bills 10 MB at least. Source: BigQuery pricing, "On-demand query pricing". */
const LEAST_BILLED = 10 * 1024 * 1024;
const MIB = 1024 * 1024;
/** Results that are remembered, so that their other pages can be asked for. */
const REMEMBERED = 20;

interface Result {
  readonly jobId: string;
  readonly projectId: string;
  readonly location: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly bytes: number;
}

const results = new WeakMap<GcpEstate, Map<string, Result>>();

interface QueryRequest {
  readonly query?: string;
  readonly dryRun?: boolean;
  readonly useLegacySql?: boolean;
  readonly maximumBytesBilled?: string | number;
  readonly maxResults?: number;
  readonly location?: string;
  readonly queryParameters?: readonly {
    readonly name?: string;
    readonly parameterType?: { readonly type?: string };
    readonly parameterValue?: {
      readonly value?: string;
      readonly arrayValues?: readonly { readonly value?: string }[];
    };
  }[];
}

const query: GcpMethod = {
  id: 'bigquery.jobs.query',
  verb: 'POST',
  path: '/bigquery/v2/projects/{project}/queries',
  permission: 'bigquery.jobs.create',
  answer(call) {
    const request = (call.body ?? {}) as QueryRequest;
    if (request.query === undefined || request.query.trim() === '') {
      throw new GoogleError(400, 'INVALID_ARGUMENT', 'required', 'Required parameter is missing: query');
    }
    if (request.useLegacySql !== false)
      throw invalidQuery('The sandbox speaks GoogleSQL alone: set useLegacySql to false');
    const select = parseQuery(request.query);
    const tables = new QueryTables(call);
    const parameters = Object.fromEntries(
      (request.queryParameters ?? []).map(({ name = '', parameterType, parameterValue }) => [
        name,
        parameterValue?.arrayValues?.map(({ value }) => value ?? null) ??
          typedValue(parameterType?.type, parameterValue?.value),
      ]),
    );
    const projectId = projectIdOf(call);
    const location = request.location ?? 'US';
    const limit = request.maximumBytesBilled === undefined ? Infinity : Number(request.maximumBytesBilled);
    const columns = dryColumns(call, select, tables, parameters);
    const billed = Math.max(LEAST_BILLED, Math.ceil(tables.bytes / MIB) * MIB);
    if (!request.dryRun && billed > limit) {
      const message = `Query exceeded limit for bytes billed: ${limit}. ${billed} or higher required.`;
      throw new GoogleError(400, 'INVALID_ARGUMENT', 'bytesBilledLimitExceeded', message);
    }
    const ran = request.dryRun
      ? { columns, rows: [] as readonly Row[] }
      : runSelect(select, new QueryTables(call).read, { parameters, now: call.now });
    const result: Result = { jobId: `job_${randomUUID()}`, projectId, location, bytes: tables.bytes, ...ran };
    if (request.dryRun) {
      return {
        kind: 'bigquery#queryResponse',
        schema: schemaOf(result),
        jobReference: { projectId, location },
        totalBytesProcessed: String(tables.bytes),
        jobComplete: true,
        cacheHit: false,
      };
    }
    remember(call, result);
    return {
      kind: 'bigquery#queryResponse',
      ...pageOfResult(call, result, 0, request.maxResults),
      totalBytesBilled: String(billed),
    };
  },
};

/** What a dry run tells: the columns, and what would be read. Only the pruning of the table's partitions is done. */
function dryColumns(
  call: GcpCall,
  select: ReturnType<typeof parseQuery>,
  tables: QueryTables,
  parameters: Readonly<Record<string, unknown>>,
): readonly string[] {
  const nothing = { ...select, limit: 0 };
  const readNothing: Tables = (...asked) => {
    tables.read(...asked);
    return [];
  };
  return runSelect(nothing, readNothing, { parameters, now: call.now }).columns;
}

function typedValue(type: string | undefined, value: string | undefined): unknown {
  if (value === undefined) return null;
  if (type === 'INT64' || type === 'FLOAT64' || type === 'NUMERIC') return Number(value);
  if (type === 'BOOL') return value === 'true';
  return type === 'TIMESTAMP' ? new Date(value) : value;
}

function remember({ world }: GcpCall, result: Result): void {
  const kept = results.get(world.estate) ?? new Map<string, Result>();
  results.set(world.estate, kept);
  kept.set(result.jobId, result);
  const [oldest] = kept.keys();
  if (kept.size > REMEMBERED && oldest !== undefined) kept.delete(oldest);
}

const queryResults: GcpMethod = {
  id: 'bigquery.jobs.getQueryResults',
  verb: 'GET',
  path: '/bigquery/v2/projects/{project}/queries/{job}',
  // Whoever made a job may read its results. Source: BigQuery, "Access control".
  permission: '',
  answer(call) {
    const { job = '' } = call.params;
    const result = results.get(call.world.estate)?.get(job);
    if (!result) throw new GoogleError(404, 'NOT_FOUND', 'notFound', `Not found: Job ${projectIdOf(call)}:US.${job}`);
    const token = call.query.get('pageToken') ?? '';
    const size = Number(call.query.get('maxResults') ?? 0);
    return {
      kind: 'bigquery#getQueryResultsResponse',
      etag: job.slice(4, 20),
      ...pageOfResult(call, result, token === '' ? 0 : offsetOf(token), size > 0 ? size : undefined),
    };
  },
};

function pageOfResult({ halvePage }: GcpCall, result: Result, from: number, size = 100_000): object {
  const { jobId, projectId, location, rows, columns, bytes } = result;
  const whole = Math.min(size, rows.length - from);
  const to = from + (halvePage && whole > 1 ? Math.ceil(whole / 2) : whole);
  const page = rows.slice(from, to);
  return {
    schema: schemaOf(result),
    jobReference: { projectId, jobId, location },
    totalRows: String(rows.length),
    ...(to < rows.length && { pageToken: tokenOf(to) }),
    ...(page.length > 0 && { rows: page.map((row) => ({ f: columns.map((name) => ({ v: cellOf(row[name]) })) })) }),
    totalBytesProcessed: String(bytes),
    jobComplete: true,
    cacheHit: false,
  };
}

/** Types are told by the first value of each column; a column without any is text. */
function schemaOf({ columns, rows }: Pick<Result, 'columns' | 'rows'>): object {
  const fields = columns.map((name) => {
    const sample = rows.find((row) => (row[name] ?? null) !== null)?.[name];
    return { name, type: typeOf(sample), mode: 'NULLABLE' };
  });
  return { fields };
}

function typeOf(sample: unknown): string {
  if (sample instanceof Date) return 'TIMESTAMP';
  if (typeof sample === 'number') return 'FLOAT';
  if (typeof sample === 'boolean') return 'BOOLEAN';
  return typeof sample === 'string' && /^\d{4}-\d\d-\d\d$/.test(sample) ? 'DATE' : 'STRING';
}

/** Every value is text; a timestamp is seconds since the epoch. Source: BigQuery API, TableCell. */
function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return (value.getTime() / 1000).toExponential().toUpperCase().replace('E+', 'E');
  return typeof value === 'string' ? value : textOf(value);
}

export const queryMethods: readonly GcpMethod[] = [query, queryResults];
