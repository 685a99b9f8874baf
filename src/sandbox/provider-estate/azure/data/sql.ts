import { DAY } from '../../../estate/generate/time.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { makeDatabases, type Server } from './databases.ts';
import { makePools } from './elastic-pools.ts';

const SERVER = 'Microsoft.Sql/servers';

/** Logical servers with databases by vCore and by DTU, and elastic pools. */
export function makeSql(context: AzureContext): void {
  const servers = context.places.items.flatMap((place, index) =>
    index % 2 === 0 ? [addServer(context, place, index)] : [],
  );
  makeDatabases(context, servers);
  makePools(context, servers);
}

function addServer(context: AzureContext, place: ProviderPlace, index: number): Server {
  const random = context.random('sql server', index);
  const name = `sql-halden-${place.region}-${random.hex(6)}`;
  const server = context.add({
    place,
    type: SERVER,
    name,
    resourceGroup: context.group(`rg-databases-${place.region}`, place.accountId, place.region, { team: 'data' }),
    tags: { team: 'data' },
    createdAt: context.now - random.between(700, 900) * DAY,
    top: { kind: 'v12.0' },
    properties: {
      administratorLogin: 'sqladmin',
      version: '12.0',
      state: 'Ready',
      fullyQualifiedDomainName: `${name}.database.windows.net`,
      privateEndpointConnections: [],
      minimalTlsVersion: '1.2',
      publicNetworkAccess: 'Disabled',
      restrictOutboundNetworkAccess: 'Disabled',
    },
  });
  return { place, server };
}
