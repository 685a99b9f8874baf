import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Resource } from '../../domain/resources.ts';
import { type Collector, defineCollector } from '../shared/define-collector.ts';
import { creationOf, creationTimes, type CreationTimes } from './creation-times.ts';
import { genericListPermission } from './generic-list-permission.ts';
import type { AzureReader } from './reader.ts';

/** The list call of a type over a whole subscription. */
export interface ArmList {
  /** Last part of the provider's namespace in lower case. */
  readonly service: string;
  /** From the subscription on: `/providers/Microsoft.Compute/disks`. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
}

export interface AzureCollectorSpec<Row, R extends Resource> {
  readonly type: string;
  readonly kind: R['kind'];
  /** In lower case, as Resource Graph has it: `microsoft.compute/disks`. Left out where it does not have the type. */
  readonly armType?: string;
  /** Further types of which Resource Graph's rows are read beside. */
  readonly alsoReads?: readonly string[];
  /** What the list call needs; the first of `permissions`. */
  readonly permissions: readonly [string, ...string[]];
  readonly row: z.ZodType<Row>;
  /** One list call, or pages `{ value: rows }` got in another way. */
  readonly list:
    | ArmList
    | ((reader: AzureReader, scope: Scope) => AsyncIterable<{ readonly value: readonly unknown[] }>);
  /**
   * What a row's map needs beside it, asked for once per page of raw rows: facts by other calls. They are laid upon the
   * rows as further fields.
   */
  readonly enrich?: (reader: AzureReader, scope: Scope, rows: readonly unknown[]) => Promise<readonly unknown[]>;
  /** The type's own rows tell no time of creation: the generic list is asked for it. */
  readonly creationListed?: true;
  /** The map needs all rows together: what is beside a row may stand on another page. */
  readonly whole?: true;
  toResources(rows: readonly Row[], scope: Scope): readonly R[];
}

/** Rows that are mapped at once: what is in memory twice. */
const CHUNK = 500;

export interface AzureCollector extends Collector<AzureReader> {
  /** Types that are read from Resource Graph, in lower case. */
  readonly graphTypes: readonly string[];
  /** For `doctor`: asks the type's own list, to its first page. Throws a CloudError. */
  readFirstPage(reader: AzureReader, scope: Scope): Promise<void>;
}

/** A resource type, read from Resource Graph or, where that cannot be relied on, by its own list call. */
export function defineAzureCollector<Row, R extends Resource>(spec: AzureCollectorSpec<Row, R>): AzureCollector {
  const { type, kind, permissions, armType, enrich } = spec;
  const collector = defineCollector<AzureReader, Page<Row>, R>({
    type,
    kind,
    reach: 'account',
    permissions: spec.creationListed === true ? [...new Set([...permissions, genericListPermission])] : permissions,
    operation: permissions[0],
    page: z.object({ value: z.array(spec.row), times: z.custom<Fact<CreationTimes>>().optional() }),
    rows: ['value'],
    rowId: 'id',
    async *fetch(reader, scope) {
      for await (const value of rawRows(spec, reader, scope)) {
        const times = spec.creationListed === true && value.length > 0 ? await creationTimes(reader, scope) : undefined;
        yield { value: enrich === undefined ? value : await enrich(reader, scope, value), times };
      }
    },
    toResources: ({ value, times }, scope) =>
      spec.toResources(value, scope).map((resource) => withCreation(resource, times)),
  });
  return {
    ...collector,
    graphTypes: [...(armType === undefined ? [] : [armType]), ...(spec.alsoReads ?? [])],
    async readFirstPage(reader, scope) {
      for await (const _page of listRows(spec, reader, scope)) return;
    },
  };
}

interface Page<Row> {
  readonly value: Row[];
  readonly times?: Fact<CreationTimes> | undefined;
}

const withCreation = <R extends Resource>(resource: R, times: Fact<CreationTimes> | undefined): R =>
  times === undefined || resource.createdAt.known
    ? resource
    : { ...resource, createdAt: creationOf(resource.resourceId, times) };

async function* rawRows<Row, R extends Resource>(
  spec: AzureCollectorSpec<Row, R>,
  reader: AzureReader,
  scope: Scope,
): AsyncGenerator<readonly unknown[], void, undefined> {
  const found = spec.armType === undefined ? undefined : await reader.graphRows(scope, spec.armType);
  if (found !== undefined && found.length > 0) {
    if (spec.whole === true) yield found;
    else for (let at = 0; at < found.length; at += CHUNK) yield found.slice(at, at + CHUNK);
    return;
  }
  const all: unknown[] = [];
  for await (const rows of listRows(spec, reader, scope)) {
    if (spec.whole === true) all.push(...rows);
    else yield rows;
  }
  if (spec.whole === true) yield all;
}

async function* listRows<Row, R extends Resource>(
  { list, permissions }: AzureCollectorSpec<Row, R>,
  reader: AzureReader,
  scope: Scope,
): AsyncGenerator<readonly unknown[], void, undefined> {
  try {
    const pages =
      typeof list === 'function'
        ? list(reader, scope)
        : reader.azure.pages(list.service, permissions[0], scope, {
            path: `/subscriptions/${scope.accountId}${list.path}`,
            apiVersion: list.apiVersion,
            ...(list.query !== undefined && { query: list.query }),
          });
    for await (const page of pages) yield valueOf(page, permissions[0]);
  } catch (error) {
    // The provider was never registered in this subscription: nothing of it can be there.
    if (error instanceof CloudError && error.category === 'not-enabled') return;
    throw error;
  }
}

/** The rows of a list's page. Throws a malformed CloudError. */
export function valueOf(page: unknown, operation: string): readonly unknown[] {
  const value = (page as { readonly value?: unknown } | null)?.value;
  if (Array.isArray(value)) return value as readonly unknown[];
  const message = `the answer of ${operation} is not what the API documents: value is no list`;
  throw new CloudError({ category: 'malformed', operation, message });
}
