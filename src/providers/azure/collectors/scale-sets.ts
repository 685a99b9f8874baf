import { z } from 'zod';
import { type Fact, mapFact, unread } from '../../../domain/fact.ts';
import type { GroupMachines, InstanceGroup } from '../../../domain/resources.ts';
import { armBase, armFields, armId, Reference, timeOf } from '../arm-rows.ts';
import { type AutoscaleRanges, autoscalePermission, autoscaleRanges } from '../autoscale-settings.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { withField } from '../facts-beside.ts';
import { licenceOf, type MachineSource, operatingSystemOf, softwareOf } from '../machine-software.ts';
import { offerOf } from '../subscription-offer.ts';
import { subscriptionPermission } from '../subscriptions.ts';

const StorageProfile = z
  .object({
    imageReference: z
      .object({ publisher: z.string().nullish(), offer: z.string().nullish(), sku: z.string().nullish() })
      .nullish(),
    osDisk: z.object({ osType: z.string().nullish() }).nullish(),
  })
  .nullish();

const NetworkProfile = z
  .object({
    networkInterfaceConfigurations: z
      .array(
        z.object({
          properties: z
            .object({
              ipConfigurations: z
                .array(
                  z.object({
                    properties: z
                      .object({
                        loadBalancerBackendAddressPools: z.array(z.unknown()).nullish(),
                        applicationGatewayBackendAddressPools: z.array(z.unknown()).nullish(),
                      })
                      .nullish(),
                  }),
                )
                .nullish(),
            })
            .nullish(),
        }),
      )
      .nullish(),
  })
  .nullish();

const ScaleSet = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish(), capacity: z.number().nullish() }).nullish(),
  properties: z.object({
    orchestrationMode: z.string().nullish(),
    timeCreated: z.string().nullish(),
    provisioningState: z.string().nullish(),
    priorityMixPolicy: z.unknown().optional(),
    virtualMachineProfile: z
      .object({
        priority: z.string().nullish(),
        licenseType: z.string().nullish(),
        networkProfile: NetworkProfile,
        storageProfile: StorageProfile,
      })
      .nullish(),
    hostGroup: Reference.nullish(),
  }),
  autoscale: z.custom<Fact<AutoscaleRanges>>(),
  subscriptionOffer: z.custom<Fact<string>>(),
});

type ScaleSet = z.infer<typeof ScaleSet>;

/**
 * Scale sets of a subscription. Those that AKS made for its node pools are left out: the pools stand for them. Which
 * machines are in one is not told by the list; in uniform mode all are alike, and bill under the set's id. Sources: Resource Graph; Compute API 2024-07-01,
 * VirtualMachineScaleSets_ListAll; Monitor API, autoscale settings.
 */
export const scaleSets = defineAzureCollector({
  type: 'azure:compute:virtual-machine-scale-set',
  kind: 'instance-group',
  armType: 'microsoft.compute/virtualmachinescalesets',
  permissions: ['Microsoft.Compute/virtualMachineScaleSets/read', autoscalePermission, subscriptionPermission],
  creationListed: true,
  row: ScaleSet,
  list: { service: 'compute', path: '/providers/Microsoft.Compute/virtualMachineScaleSets', apiVersion: '2024-07-01' },
  enrich: async (reader, scope, rows) => {
    if (rows.length === 0) return rows;
    const scaled = withField(rows, 'autoscale', await autoscaleRanges(reader, scope));
    return withField(scaled, 'subscriptionOffer', await offerOf(reader, scope));
  },
  toResources: (rows, scope) =>
    rows.filter(isOfItsOwn).map((set): InstanceGroup => {
      const { properties, sku } = set;
      const desiredSize = sku?.capacity ?? 0;
      const range = mapFact(set.autoscale, (ranges) => ranges.get(armId(set.id)));
      const { min, max } = (range.known ? range.value : undefined) ?? { min: desiredSize, max: desiredSize };
      // Of equal machines, each is of the set's size; the id is the set's, for the list names none.
      const member = { instanceId: armId(set.id), sizeName: sku?.name ?? 'unknown' };
      return {
        ...armBase(set, scope, {
          type: 'azure:compute:virtual-machine-scale-set',
          state: properties.provisioningState ?? 'unknown',
          createdAt: timeOf(properties.timeCreated, 'timeCreated'),
        }),
        kind: 'instance-group',
        minSize: min,
        desiredSize,
        maxSize: max,
        // In flexible mode its machines name it; it does not name them.
        members: isUniform(set) ? Array.from({ length: desiredSize }, () => member) : [],
        zoneIds: set.zones ?? [],
        mixesSpot: properties.virtualMachineProfile?.priority === 'Spot' || Boolean(properties.priorityMixPolicy),
        scalingRules: mapFact(range, (told) => ({ policies: told?.rules ?? 0, schedules: told?.schedules ?? 0 })),
        keepsMembers: false,
        servesTraffic: servesTraffic(set),
        spotHourly: unread('spot prices stand in the price list'),
        ...machinesOf(set),
      };
    }),
});

/** A set in flexible mode holds machines of the inventory, which tell by themselves. Left out, the mode is uniform. */
const isUniform = ({ properties }: ScaleSet): boolean => properties.orchestrationMode !== 'Flexible';

function machinesOf(set: ScaleSet): { readonly machines?: GroupMachines } {
  const { properties, sku, subscriptionOffer } = set;
  const { virtualMachineProfile: profile, hostGroup } = properties;
  if (!isUniform(set) || !profile || !sku?.name) return {};
  const source: MachineSource = {
    osType: profile.storageProfile?.osDisk?.osType,
    publisher: profile.storageProfile?.imageReference?.publisher,
    offer: profile.storageProfile?.imageReference?.offer,
    sku: profile.storageProfile?.imageReference?.sku,
    licenseType: profile.licenseType,
  };
  return {
    machines: {
      sizeName: sku.name,
      operatingSystem: operatingSystemOf(source),
      software: softwareOf(source),
      licence: licenceOf(source, subscriptionOffer),
      pricingModel:
        profile.priority === 'Spot' || profile.priority === 'Low' ? 'spot' : hostGroup ? 'dedicated' : 'on-demand',
    },
  };
}

const isOfItsOwn = ({ tags }: ScaleSet): boolean =>
  !Object.keys(tags ?? {}).some((key) => key.toLowerCase().startsWith('aks-managed'));

function servesTraffic({ properties }: ScaleSet): boolean {
  const interfaces = properties.virtualMachineProfile?.networkProfile?.networkInterfaceConfigurations ?? [];
  return interfaces
    .flatMap((one) => one.properties?.ipConfigurations ?? [])
    .some(
      ({ properties: of }) =>
        (of?.loadBalancerBackendAddressPools ?? []).length > 0 ||
        (of?.applicationGatewayBackendAddressPools ?? []).length > 0,
    );
}
