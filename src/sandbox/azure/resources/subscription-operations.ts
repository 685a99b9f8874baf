import { tickTime } from '../../provider-estate/azure/times.ts';
import type { AzureResource, AzureResourceGroup, AzureSubscription } from '../../provider-estate/azure/model.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';
import { existingGroup, existingSubscription } from './existing.ts';

const common = { service: 'resources', method: 'GET' } as const;

function subscriptionDocument({ world }: AzureCall, subscription: AzureSubscription): object {
  const { id, name, state, quotaId, tags } = subscription;
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: id,
    tenantId: world.estate.tenantId,
    displayName: name,
    state,
    subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId, spendingLimit: 'Off' },
    tags,
  };
}

function groupDocument({ name, accountId, region, tags }: AzureResourceGroup): object {
  return {
    id: `/subscriptions/${accountId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location: region,
    tags,
    properties: { provisioningState: 'Succeeded' },
  };
}

/** What Resource Manager itself knows of a resource: no properties, but times where they are asked for. */
function genericDocument({ id, name, type, region, tags, top, createdAt }: AzureResource, expand: string): object {
  const { kind, sku, managedBy, identity, plan } = top;
  const known = Object.entries({ kind, sku, managedBy, identity, plan }).filter(([, value]) => value !== undefined);
  return {
    id,
    name,
    type,
    location: region,
    tags,
    ...Object.fromEntries(known),
    ...(expand.includes('createdtime') && { createdTime: tickTime(createdAt) }),
    ...(expand.includes('changedtime') && { changedTime: tickTime(createdAt) }),
    ...(expand.includes('provisioningstate') && { provisioningState: 'Succeeded' }),
  };
}

/** `resourceType eq 'x'`, alone or joined by `or`. */
function fitsFilter(filter: string | undefined): (resource: AzureResource) => boolean {
  const types = [...(filter ?? '').matchAll(/resourceType\s+eq\s+'([^']+)'/gi)].map(([, type = '']) =>
    type.toLowerCase(),
  );
  return types.length === 0 ? () => true : ({ type }) => types.includes(type.toLowerCase());
}

/** Subscriptions, resource groups and the list of all resources; management groups. */
export const subscriptionOperations: readonly Operation[] = [
  {
    ...common,
    id: 'Subscriptions_List',
    action: 'Microsoft.Resources/subscriptions/read',
    path: '/subscriptions',
    run: (call) => listDocument(call, call.world.estate.subscriptions, (each) => subscriptionDocument(call, each)),
  },
  {
    ...common,
    id: 'Subscriptions_Get',
    action: 'Microsoft.Resources/subscriptions/read',
    path: '/subscriptions/{subscriptionId}',
    run: (call) => subscriptionDocument(call, existingSubscription(call)),
  },
  {
    ...common,
    id: 'Tenants_List',
    action: 'Microsoft.Resources/tenants/read',
    path: '/tenants',
    run: ({ world }) => ({
      value: [
        {
          id: `/tenants/${world.estate.tenantId}`,
          tenantId: world.estate.tenantId,
          countryCode: 'US',
          displayName: 'Halden',
          domains: ['halden.example'],
          tenantCategory: 'Home',
          defaultDomain: 'halden.example',
          tenantType: 'AAD',
        },
      ],
    }),
  },
  {
    ...common,
    id: 'ResourceGroups_List',
    action: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    path: '/subscriptions/{subscriptionId}/resourcegroups',
    run(call) {
      const { id } = existingSubscription(call);
      const groups = call.world.estate.resourceGroups.filter(({ accountId }) => accountId === id);
      return listDocument(call, groups, groupDocument);
    },
  },
  {
    ...common,
    id: 'ResourceGroups_Get',
    action: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    path: '/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}',
    run(call) {
      const name = existingGroup(call);
      const { id } = existingSubscription(call);
      return groupDocument(
        call.world.estate.resourceGroups.find((group) => group.accountId === id && group.name === name)!,
      );
    },
  },
  {
    ...common,
    id: 'Resources_List',
    action: 'Microsoft.Resources/subscriptions/resources/read',
    path: '/subscriptions/{subscriptionId}/resources',
    run(call) {
      const fits = fitsFilter(call.query('$filter'));
      const all = call.world.ofAccount(existingSubscription(call).id).filter(fits);
      const expand = (call.query('$expand') ?? '').toLowerCase();
      return listDocument(call, all, (resource) => genericDocument(resource, expand));
    },
  },
  {
    ...common,
    service: 'management',
    method: 'POST',
    id: 'Entities_List',
    action: 'Microsoft.Management/getEntities/action',
    path: '/providers/Microsoft.Management/getEntities',
    run: ({ world }) => entitiesDocument(world.estate),
  },
];

/** Management groups and subscriptions with the chain above each. Source: Management Groups API 2020-05-01, getEntities. */
function entitiesDocument(estate: AzureCall['world']['estate']): object {
  const groups = new Map(estate.managementGroups.map((group) => [group.name, group]));
  const chain = (name: string | undefined): string[] => {
    const group = name === undefined ? undefined : groups.get(name);
    return group === undefined ? [] : [...chain(group.parent), group.name];
  };
  const idOf = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`;
  const entity = (type: string, id: string, name: string, displayName: string, parent: string | undefined): object => {
    const parents = chain(parent);
    return {
      id,
      type,
      name,
      properties: {
        tenantId: estate.tenantId,
        displayName,
        ...(parent !== undefined && { parent: { id: idOf(parent) } }),
        permissions: 'view',
        inheritedPermissions: 'view',
        parentDisplayNameChain: parents.map((each) => groups.get(each)!.displayName),
        parentNameChain: parents,
        numberOfDescendants: type === '/subscriptions' ? 0 : descendants(name),
        numberOfChildren: type === '/subscriptions' ? 0 : children(name),
        numberOfChildGroups: type === '/subscriptions' ? 0 : childGroups(name).length,
      },
    };
  };
  const childGroups = (name: string) => estate.managementGroups.filter(({ parent }) => parent === name);
  const children = (name: string): number =>
    childGroups(name).length + estate.subscriptions.filter(({ managementGroup }) => managementGroup === name).length;
  const descendants = (name: string): number =>
    children(name) + childGroups(name).reduce((sum, group) => sum + descendants(group.name), 0);
  const value = [
    ...estate.managementGroups.map(({ name, displayName, parent }) =>
      entity('Microsoft.Management/managementGroups', idOf(name), name, displayName, parent),
    ),
    ...estate.subscriptions.map(({ id, name, managementGroup }) =>
      entity('/subscriptions', `/subscriptions/${id}`, id, name, managementGroup),
    ),
  ];
  return { value, count: value.length };
}
