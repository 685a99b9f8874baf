import type { AzureResource } from '../../provider-estate/azure/model.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';
import { resourceDocument, withLoudGroup } from './document.ts';
import { existingResource, existingSubscription } from './existing.ts';
import { listingOperations } from './listings.ts';

const VM = 'Microsoft.Compute/virtualMachines';
const GROUP = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';

/** With the instance view where it is asked for. */
function expandedDocument(resource: AzureResource, call: AzureCall): object {
  const document = resourceDocument(resource) as { readonly properties: object };
  const expanded = call.query('$expand')?.toLowerCase() === 'instanceview';
  return expanded
    ? { ...document, properties: { ...document.properties, instanceView: resource.instanceView } }
    : document;
}

/** `statusOnly=true` tells the state of each machine and nothing else. */
function statusDocument({ id, name, type, region, instanceView }: AzureResource): object {
  return { id, name, type, location: region, properties: { provisioningState: 'Succeeded', instanceView } };
}

const machines: readonly Operation[] = [
  {
    service: 'compute',
    id: 'VirtualMachines_ListAll',
    action: `${VM}/read`,
    method: 'GET',
    path: `/subscriptions/{subscriptionId}/providers/${VM}`,
    run(call) {
      const toDocument = call.query('statusOnly')?.toLowerCase() === 'true' ? statusDocument : expandedDocument;
      const all = call.world.ofType(existingSubscription(call).id, VM);
      return listDocument(call, all, (machine) => withLoudGroup(toDocument(machine, call)));
    },
  },
  {
    service: 'compute',
    id: 'VirtualMachines_InstanceView',
    action: `${VM}/instanceView/read`,
    method: 'GET',
    path: `${GROUP}/providers/${VM}/{vmName}/instanceView`,
    run: (call) => existingResource(call, VM, [call.params.vmName ?? '']).instanceView,
  },
  ...listingOperations({
    service: 'compute',
    type: VM,
    listByGroup: 'VirtualMachines_List',
    get: 'VirtualMachines_Get',
    names: ['vmName'],
    toDocument: expandedDocument,
  }),
];

/** Microsoft.Compute. */
export const computeOperations: readonly Operation[] = [
  ...machines,
  ...listingOperations({
    service: 'compute',
    type: 'Microsoft.Compute/disks',
    list: 'Disks_List',
    listByGroup: 'Disks_ListByResourceGroup',
    get: 'Disks_Get',
    names: ['diskName'],
  }),
  ...listingOperations({
    service: 'compute',
    type: 'Microsoft.Compute/snapshots',
    list: 'Snapshots_List',
    listByGroup: 'Snapshots_ListByResourceGroup',
    get: 'Snapshots_Get',
    names: ['snapshotName'],
  }),
  ...listingOperations({
    service: 'compute',
    type: 'Microsoft.Compute/images',
    list: 'Images_List',
    listByGroup: 'Images_ListByResourceGroup',
    get: 'Images_Get',
    names: ['imageName'],
  }),
  ...listingOperations({
    service: 'compute',
    type: 'Microsoft.Compute/virtualMachineScaleSets',
    list: 'VirtualMachineScaleSets_ListAll',
    names: ['vmScaleSetName'],
  }),
  ...listingOperations({
    service: 'compute',
    type: 'Microsoft.Compute/capacityReservationGroups',
    list: 'CapacityReservationGroups_ListBySubscription',
    listByGroup: 'CapacityReservationGroups_ListByResourceGroup',
    get: 'CapacityReservationGroups_Get',
    names: ['capacityReservationGroupName'],
    toDocument: expandedDocument,
  }),
  ...listingOperations({
    service: 'compute',
    type: 'Microsoft.Compute/capacityReservationGroups/capacityReservations',
    listByGroup: 'CapacityReservations_ListByCapacityReservationGroup',
    get: 'CapacityReservations_Get',
    names: ['capacityReservationGroupName', 'capacityReservationName'],
    toDocument: expandedDocument,
  }),
];
