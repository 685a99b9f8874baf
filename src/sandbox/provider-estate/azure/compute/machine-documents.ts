import type { AzureContext } from '../azure-context.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { armTime } from '../times.ts';
import type { MachinePlan } from './machine-plan.ts';

export const IMAGES = {
  Linux: { publisher: 'Canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts-gen2', version: 'latest' },
  Windows: {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-datacenter-azure-edition',
    version: 'latest',
  },
} as const;

const POWER = { running: 'VM running', stopped: 'VM stopped', deallocated: 'VM deallocated' } as const;

/** The image that a disk was made from, as disks name it. */
export function imageOf(
  context: AzureContext,
  region: string,
  image: (typeof IMAGES)['Linux' | 'Windows'],
): JsonObject {
  const path = `Publishers/${image.publisher}/ArtifactTypes/VMImage/Offers/${image.offer}/Skus/${image.sku}/Versions/1.0.0`;
  const [anySubscription] = context.places.items;
  return { id: `/Subscriptions/${anySubscription!.accountId}/Providers/Microsoft.Compute/Locations/${region}/${path}` };
}

/** The OS disk first, then the data disks, each by its number. */
export function storageProfile(image: JsonObject, plan: MachinePlan, disks: readonly AzureResource[]): JsonObject {
  const managed = ({ id, top }: AzureResource): JsonObject => ({
    id,
    storageAccountType: (top.sku as { readonly name: string }).name,
  });
  const [os, ...data] = disks;
  return {
    imageReference: { ...image, exactVersion: '1.0.0' },
    osDisk: {
      osType: plan.os,
      name: os!.name,
      createOption: 'FromImage',
      caching: 'ReadWrite',
      managedDisk: managed(os!),
      deleteOption: 'Detach',
      diskSizeGB: Number(os!.properties.diskSizeGB),
    },
    dataDisks: data.map((disk, lun) => ({
      lun,
      name: disk.name,
      createOption: 'Attach',
      caching: 'None',
      managedDisk: managed(disk),
      deleteOption: 'Detach',
      diskSizeGB: Number(disk.properties.diskSizeGB),
      toBeDetached: false,
    })),
    diskControllerType: 'SCSI',
  };
}

export function osProfile(plan: MachinePlan, name: string): JsonObject {
  return {
    computerName: name.slice(0, 15),
    adminUsername: 'azureadmin',
    ...(plan.os === 'Windows'
      ? { windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true } }
      : { linuxConfiguration: { disablePasswordAuthentication: true, provisionVMAgent: true } }),
    secrets: [],
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
  };
}

/** Power is told by a status of its own; the time is that of the last call that started, stopped or made it. */
export function instanceView(plan: MachinePlan, name: string): JsonObject {
  const system =
    plan.os === 'Windows'
      ? { osName: 'Windows Server 2022 Datacenter Azure Edition', osVersion: '10.0.20348.2700' }
      : { osName: 'ubuntu', osVersion: '22.04' };
  return {
    ...(plan.power === 'running' && { computerName: name.slice(0, 15), ...system }),
    hyperVGeneration: 'V2',
    statuses: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Provisioning succeeded',
        time: armTime(plan.provisionedAt),
      },
      { code: `PowerState/${plan.power}`, level: 'Info', displayStatus: POWER[plan.power] },
    ],
  };
}
