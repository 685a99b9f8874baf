import type { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { UnreadRow } from '../../domain/ports/provider.ts';

/** Where the rows of an answer lie, and how they must look. */
export interface RowsSpec<Page> {
  readonly operation: string;
  readonly page: z.ZodType<Page>;
  readonly rows: readonly [string, ...string[]];
  readonly rowId: string;
}

export interface ReadRows<Page> {
  /** The answer without the rows that could not be read. */
  readonly page: Page;
  readonly unread: readonly UnreadRow[];
}

/** Enough to see what is wrong with a row. */
const issuesShown = 3;

/** Parses an answer; throws a malformed CloudError when more than single rows of it are wrong. */
export function readRows<Page>(answer: unknown, spec: RowsSpec<Page>): ReadRows<Page> {
  const whole = spec.page.safeParse(answer);
  if (whole.success) return { page: whole.data, unread: [] };
  const broken = new Map<string, { readonly path: readonly PropertyKey[]; readonly issues: string[] }>();
  for (const issue of whole.error.issues) {
    const path = rowPath(issue.path, spec.rows);
    if (path === undefined) throw malformed(spec.operation, describe(issue, 0));
    const key = path.join('/');
    const row = broken.get(key) ?? { path, issues: [] };
    row.issues.push(describe(issue, path.length));
    broken.set(key, row);
  }
  const rest = spec.page.safeParse(without(answer, new Set(broken.keys()), ''));
  if (!rest.success) throw malformed(spec.operation, 'what is left without its unreadable rows fails too');
  const unread = [...broken.values()].map(({ path, issues }) => {
    const id = idOf(at(answer, path), spec.rowId);
    const reason = `malformed: ${spec.operation}: ${issues.slice(0, issuesShown).join('; ')}`;
    return { ...(id === undefined ? {} : { resourceId: id }), reason };
  });
  return { page: rest.data, unread };
}

function malformed(operation: string, what: string): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message });
}

/** The path of the row that an issue lies in; undefined when it lies above the rows. */
function rowPath(path: readonly PropertyKey[], rows: readonly string[]): readonly PropertyKey[] | undefined {
  const length = rows.length * 2;
  const inRow = rows.every((name, level) => path[level * 2] === name && typeof path[level * 2 + 1] === 'number');
  return inRow ? path.slice(0, length) : undefined;
}

function describe(issue: z.core.$ZodIssue, from: number): string {
  const field = issue.path.slice(from).join('.');
  return field === '' ? issue.message : `${field}: ${issue.message}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function idOf(row: unknown, field: string): string | undefined {
  const id = (row as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** A copy without the list entries at these paths. */
function without(value: unknown, paths: ReadonlySet<string>, prefix: string): unknown {
  if (Array.isArray(value)) {
    return value
      .map((entry, index) => ({ entry: entry as unknown, path: `${prefix}${index}` }))
      .filter(({ path }) => !paths.has(path))
      .map(({ entry, path }) => without(entry, paths, `${path}/`));
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, without(inner, paths, `${prefix}${name}/`)]),
  );
}
