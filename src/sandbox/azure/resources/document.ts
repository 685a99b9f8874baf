import type { AzureResource } from '../../provider-estate/azure/model.ts';

/** A resource as its own API tells it. Its provider says what stands beside the properties. */
export function resourceDocument(resource: AzureResource): object {
  const { id, name, type, region, tags, top, properties } = resource;
  return {
    id,
    name,
    type,
    ...(!isChild(type) || tracksLocation.has(type.toLowerCase()) ? { location: region } : {}),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...top,
    properties,
  };
}

/** `Microsoft.Sql/servers/databases` */
const isChild = (type: string): boolean => type.split('/').length > 2;

/** Children that have a location of their own. */
const tracksLocation = new Set([
  'microsoft.sql/servers/databases',
  'microsoft.sql/servers/elasticpools',
  'microsoft.synapse/workspaces/sqlpools',
  'microsoft.compute/capacityreservationgroups/capacityreservations',
]);

/** The same with the group in capitals: so Compute lists machines. */
export function withLoudGroup(document: object): object {
  const { id = '' } = document as { readonly id?: string };
  return {
    ...document,
    id: id.replace(/(\/resourceGroups\/)([^/]+)/, (_, path: string, group: string) => path + group.toUpperCase()),
  };
}
