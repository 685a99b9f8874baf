import type { AzureResource } from '../../provider-estate/azure/model.ts';
import { recommendationDocument } from '../advisor/recommendation-document.ts';
import type { AzureWorld } from '../azure-world.ts';
import type { Row } from './expressions.ts';

/** Types that Resource Graph does not index as resources of their own. */
const NOT_INDEXED = new Set([
  'microsoft.cognitiveservices/accounts/deployments',
  // It stands in a table of its own, `recoveryservicesresources`.
  'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
  'microsoft.network/firewallpolicies/rulecollectiongroups',
  'microsoft.containerservice/managedclusters/agentpools',
  'microsoft.storage/storageaccounts/managementpolicies',
  'microsoft.documentdb/databaseaccounts/sqldatabases',
  'microsoft.documentdb/databaseaccounts/sqldatabases/containers',
  'microsoft.documentdb/databaseaccounts/sqldatabases/throughputsettings',
  'microsoft.documentdb/databaseaccounts/sqldatabases/containers/throughputsettings',
]);

const rows = new WeakMap<AzureResource, Row>();

/** Rows of a table for these subscriptions; undefined for a table that is not served. */
export function tableRows(world: AzureWorld, table: string, accounts: readonly string[]): readonly Row[] | undefined {
  switch (table) {
    case 'resources':
      return accounts.flatMap((id) =>
        world
          .ofAccount(id)
          .filter(({ type }) => !NOT_INDEXED.has(type.toLowerCase()))
          .map((resource) => resourceRow(world, resource)),
      );
    case 'resourcecontainers':
      return containerRows(world, new Set(accounts));
    case 'advisorresources':
      return world.estate.recommendations
        .filter(({ accountId }) => accounts.includes(accountId))
        .map((each) => ({
          ...(recommendationDocument(each) as Row),
          type: 'microsoft.advisor/recommendations',
          subscriptionId: each.accountId,
          tenantId: world.estate.tenantId,
        }));
    default:
      return undefined;
  }
}

function resourceRow({ estate }: AzureWorld, resource: AzureResource): Row {
  const known = rows.get(resource);
  if (known !== undefined) return known;
  const { id, name, type, region, tags, top, properties, instanceView } = resource;
  const row = {
    id,
    name,
    type: type.toLowerCase(),
    tenantId: estate.tenantId,
    kind: top.kind ?? '',
    location: region,
    resourceGroup: resource.resourceGroup.toLowerCase(),
    subscriptionId: resource.accountId,
    managedBy: top.managedBy ?? '',
    sku: top.sku ?? null,
    plan: top.plan ?? null,
    properties:
      // Of machines alone: what holds the places of a reservation is told by its own API.
      instanceView === undefined || resource.type !== 'Microsoft.Compute/virtualMachines'
        ? properties
        : { ...properties, extended: { instanceView: shortView(instanceView) } },
    tags: Object.keys(tags).length === 0 ? null : tags,
    identity: top.identity ?? null,
    zones: top.zones ?? null,
    extendedLocation: null,
  };
  rows.set(resource, row);
  return row;
}

/** The power state stands by itself, without the time of the provisioning state. */
function shortView(view: NonNullable<AzureResource['instanceView']>): object {
  const { statuses, ...rest } = view;
  const powerState = (statuses as readonly { readonly code: string }[]).find(({ code }) =>
    code.startsWith('PowerState/'),
  );
  return { ...rest, powerState };
}

function containerRows({ estate }: AzureWorld, accounts: ReadonlySet<string>): readonly Row[] {
  const groups = new Map(estate.managementGroups.map((group) => [group.name, group]));
  const chain = (name: string | undefined): object[] => {
    const group = name === undefined ? undefined : groups.get(name);
    return group === undefined ? [] : [{ displayName: group.displayName, name: group.name }, ...chain(group.parent)];
  };
  const empty = { kind: '', managedBy: '', sku: null, plan: null, identity: null, zones: null, extendedLocation: null };
  const { tenantId } = estate;
  return [
    ...estate.managementGroups.map(({ name, displayName, parent }) => ({
      ...empty,
      id: `/providers/Microsoft.Management/managementGroups/${name}`,
      name,
      type: 'microsoft.management/managementgroups',
      tenantId,
      location: '',
      resourceGroup: '',
      subscriptionId: '',
      properties: { displayName, tenantId, details: { managementGroupAncestorsChain: chain(parent) } },
      tags: null,
    })),
    ...estate.subscriptions
      .filter(({ id }) => accounts.has(id))
      .map(({ id, name, state, quotaId, managementGroup, tags }) => ({
        ...empty,
        id: `/subscriptions/${id}`,
        name,
        type: 'microsoft.resources/subscriptions',
        tenantId,
        location: '',
        resourceGroup: '',
        subscriptionId: id,
        properties: {
          managementGroupAncestorsChain: chain(managementGroup),
          managedByTenants: [],
          subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId, spendingLimit: 'Off' },
          state,
        },
        tags,
      })),
    ...estate.resourceGroups
      .filter(({ accountId }) => accounts.has(accountId))
      .map(({ name, accountId, region, tags }) => ({
        ...empty,
        id: `/subscriptions/${accountId}/resourceGroups/${name}`,
        name,
        type: 'microsoft.resources/subscriptions/resourcegroups',
        tenantId,
        location: region,
        resourceGroup: name.toLowerCase(),
        subscriptionId: accountId,
        properties: { provisioningState: 'Succeeded' },
        tags,
      })),
  ];
}
