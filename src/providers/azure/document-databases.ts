import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { ContainerThroughput } from '../../domain/resources.ts';
import { parsedRows } from './arm-rows.ts';
import { valueOf } from './define-azure-collector.ts';
import type { AzureReader } from './reader.ts';

const ACCOUNT = 'Microsoft.DocumentDB/databaseAccounts';
const databases = `${ACCOUNT}/sqlDatabases/read`;
const containers = `${ACCOUNT}/sqlDatabases/containers/read`;
const ofDatabase = `${ACCOUNT}/sqlDatabases/throughputSettings/read`;
const ofContainer = `${ACCOUNT}/sqlDatabases/containers/throughputSettings/read`;

export const cosmosPermissions = [`${ACCOUNT}/read`, databases, containers, ofDatabase, ofContainer] as const;

const service = 'documentdb';
const apiVersion = '2024-05-15';

const Account = z.object({
  id: z.string().min(1),
  kind: z.string().nullish(),
  properties: z.object({ capabilities: z.array(z.object({ name: z.string() })).nullish() }),
});
type Account = Pick<z.infer<typeof Account>, 'kind' | 'properties'>;

/** Accounts of other APIs (MongoDB, Cassandra, Gremlin, Table) keep what they have under other names. */
export const keepsDocuments = ({ kind, properties }: Account): boolean =>
  (kind ?? 'GlobalDocumentDB') === 'GlobalDocumentDB' &&
  !(properties.capabilities ?? []).some(({ name }) => /^Enable(Cassandra|Gremlin|Table|Mongo)/i.test(name));

/** Each request is paid: nothing is provisioned. */
export const isServerless = ({ properties }: Account): boolean =>
  (properties.capabilities ?? []).some(({ name }) => name === 'EnableServerless');

const Child = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  tags: z.record(z.string(), z.string()).nullish(),
});

/** A container or database, as found beside its account. */
export interface FoundContainer {
  readonly id: string;
  readonly name: string;
  readonly databaseName: string;
  readonly containerName?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly throughput: Fact<ContainerThroughput | null>;
}

/** What an account holds. Throws a CloudError where a list of it is refused; a throughput that is, is unread by itself. */
export async function containersOf(
  reader: AzureReader,
  scope: Scope,
  row: unknown,
): Promise<readonly FoundContainer[]> {
  const account = Account.safeParse(row);
  // The row itself is then unread.
  if (!account.success || !keepsDocuments(account.data) || isServerless(account.data)) return [];
  const found: Promise<FoundContainer>[] = [];
  for (const database of await listed(reader, scope, `${account.data.id}/sqlDatabases`, databases)) {
    found.push(withThroughput(reader, scope, { ...database, databaseName: database.name }, ofDatabase));
    for (const container of await listed(reader, scope, `${database.id}/containers`, containers)) {
      const named = { ...container, databaseName: database.name, containerName: container.name };
      found.push(withThroughput(reader, scope, named, ofContainer));
    }
  }
  // A database that leaves the throughput to its containers is nothing that bills.
  return (await Promise.all(found)).filter(
    ({ containerName, throughput }) => containerName !== undefined || !throughput.known || throughput.value !== null,
  );
}

async function listed(reader: AzureReader, scope: Scope, path: string, permission: string) {
  const children: z.infer<typeof Child>[] = [];
  for await (const page of reader.azure.pages(service, permission, scope, { path, apiVersion })) {
    children.push(...parsedRows(Child, valueOf(page, permission), permission));
  }
  return children;
}

async function withThroughput(
  reader: AzureReader,
  scope: Scope,
  { tags, ...found }: Omit<FoundContainer, 'throughput' | 'tags'> & Pick<z.infer<typeof Child>, 'tags'>,
  permission: string,
): Promise<FoundContainer> {
  return { ...found, tags: tags ?? {}, throughput: await throughputOf(reader, scope, found.id, permission) };
}

/** Numbers come as such and as text. */
const Units = z.coerce.number().positive();
const Settings = z.object({
  properties: z.object({
    resource: z.object({
      throughput: Units.nullish(),
      minimumThroughput: Units.nullish(),
      autoscaleSettings: z.object({ maxThroughput: Units }).nullish(),
    }),
  }),
});

/** Not found is what the service answers of a container or database that has no throughput of its own. */
async function throughputOf(
  reader: AzureReader,
  scope: Scope,
  id: string,
  permission: string,
): Promise<Fact<ContainerThroughput | null>> {
  try {
    const answer = await reader.azure.call(service, permission, scope, {
      path: `${id}/throughputSettings/default`,
      apiVersion,
    });
    const settings = Settings.safeParse(answer);
    if (!settings.success) return unread(`the answer of ${permission} is not what the API documents`);
    const { throughput, autoscaleSettings, minimumThroughput } = settings.data.properties.resource;
    const unitsPerSecond = autoscaleSettings?.maxThroughput ?? throughput;
    if (!unitsPerSecond) return unread(`the answer of ${permission} tells no throughput`);
    return known({
      mode: autoscaleSettings ? 'autoscale' : 'manual',
      unitsPerSecond,
      // Where it is not told, nothing says that less is allowed.
      minUnitsPerSecond: minimumThroughput ?? unitsPerSecond,
    });
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return error.category === 'not-found' ? known(null) : unread(reasonOf(error));
  }
}
