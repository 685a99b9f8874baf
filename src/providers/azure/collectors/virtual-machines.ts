import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Instance, MachineBuild, PowerState, Use } from '../../../domain/resources.ts';
import { armBase, armFields, armId, Reference, timeOf } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import { licenceOf, type MachineSource, operatingSystemOf, softwareOf } from '../machine-software.ts';
import { machineList, machinePermission, machineViews } from '../machine-views.ts';
import type { AzureReader } from '../reader.ts';
import { architectureOf } from '../size-names.ts';
import { stopTimes } from '../stop-times.ts';
import { offerOf } from '../subscription-offer.ts';

const Status = z.object({ code: z.string().nullish() });

const VirtualMachine = z.object({
  ...armFields,
  properties: z.object({
    hardwareProfile: z.object({
      vmSize: z.string().min(1),
      // Only where its owner switched some off.
      vmSizeProperties: z.object({ vCPUsAvailable: z.int().nullish() }).nullish(),
    }),
    storageProfile: z.object({
      imageReference: z
        .object({
          id: z.string().nullish(),
          publisher: z.string().nullish(),
          offer: z.string().nullish(),
          sku: z.string().nullish(),
        })
        .nullish(),
      osDisk: z
        .object({
          osType: z.string().nullish(),
          diffDiskSettings: z.object({ option: z.string().nullish() }).nullish(),
        })
        .nullish(),
      dataDisks: z.array(z.unknown()).nullish(),
    }),
    networkProfile: z.object({ networkInterfaces: z.array(Reference).nullish() }).nullish(),
    priority: z.string().nullish(),
    licenseType: z.string().nullish(),
    host: Reference.nullish(),
    hostGroup: Reference.nullish(),
    virtualMachineScaleSet: Reference.nullish(),
    capacityReservation: z.object({ capacityReservationGroup: Reference.nullish() }).nullish(),
    timeCreated: z.string().nullish(),
    // Resource Graph has the power state here, the list with `statusOnly` in the instance view.
    extended: z.object({ instanceView: z.object({ powerState: Status.nullish() }).nullish() }).nullish(),
    instanceView: z.object({ statuses: z.array(Status).nullish() }).nullish(),
  }),
  subscriptionOffer: z.custom<Fact<string>>(),
  stoppedSince: z.custom<Fact<Instant>>().optional(),
});

type VirtualMachine = z.infer<typeof VirtualMachine>;

/** As much of a row as has to be known before it is mapped. */
const Glimpse = VirtualMachine.pick({ id: true, location: true, properties: true });

/**
 * Virtual machines of a subscription. Sources: Resource Graph; Compute API 2024-07-01, VirtualMachines_ListAll, whose
 * power states come with `statusOnly` alone.
 */
export const virtualMachines = defineAzureCollector({
  type: 'azure:compute:virtual-machine',
  kind: 'instance',
  armType: 'microsoft.compute/virtualmachines',
  // Load is looked at where a machine was shut down from inside.
  permissions: [machinePermission, 'Microsoft.Resources/subscriptions/read', 'Microsoft.Insights/metrics/read'],
  row: VirtualMachine,
  list: listWithStates,
  enrich: withFacts,
  toResources: (rows, scope) =>
    rows.map((vm): Instance => {
      const { hardwareProfile, storageProfile, priority, timeCreated, virtualMachineScaleSet } = vm.properties;
      const { imageReference } = storageProfile;
      const state = stateOf(vm);
      const powerState = powerStates[state] ?? 'changing';
      const source = sourceOf(vm);
      return {
        ...armBase(vm, scope, {
          type: 'azure:compute:virtual-machine',
          state,
          createdAt: timeOf(timeCreated, 'timeCreated'),
        }),
        kind: 'instance',
        sizeName: hardwareProfile.vmSize,
        powerState,
        startedAt: unread('Azure does not tell when a machine was started'),
        stoppedSince: vm.stoppedSince ?? unread('the machine runs'),
        architecture: fact(architectureOf(hardwareProfile.vmSize), 'vmSize'),
        operatingSystem: operatingSystemOf(source),
        pricingModel:
          priority === 'Spot' || priority === 'Low' ? 'spot' : hostOf(vm) === undefined ? 'on-demand' : 'dedicated',
        ...(imageReference?.id && { imageId: armId(imageReference.id) }),
        software: softwareOf(source),
        build: buildOf(vm),
        licence: licenceOf(source, vm.subscriptionOffer),
        // Shut down from inside, a machine keeps its host and bills on; only a deallocated one does not.
        ...(state === 'stopped' && { billsWhileStopped: true }),
        ...(virtualMachineScaleSet && { managedBy: armId(virtualMachineScaleSet.id) }),
        uses: known(usesOf(vm)),
      };
    }),
});

/** Source: "States and billing status of Azure Virtual Machines". A machine that is being made has no power state yet. */
const powerStates: Readonly<Record<string, PowerState>> = {
  running: 'running',
  stopped: 'stopped',
  deallocated: 'stopped',
  hibernated: 'stopped',
};

function stateOf({ properties: { extended, instanceView } }: Pick<VirtualMachine, 'properties'>): string {
  const codes = [extended?.instanceView?.powerState?.code, ...(instanceView?.statuses ?? []).map(({ code }) => code)];
  const code = codes.find((one) => one?.startsWith('PowerState/') === true);
  return code?.slice('PowerState/'.length) ?? 'unknown';
}

function sourceOf({ properties: { storageProfile, licenseType } }: VirtualMachine): MachineSource {
  const { imageReference, osDisk } = storageProfile;
  return {
    osType: osDisk?.osType,
    publisher: imageReference?.publisher,
    offer: imageReference?.offer,
    sku: imageReference?.sku,
    licenseType,
  };
}

const hostOf = ({ properties: { host, hostGroup } }: VirtualMachine): string | undefined => {
  const id = host?.id ?? hostGroup?.id;
  return id === undefined ? undefined : armId(id);
};

function buildOf({ properties: { hardwareProfile, storageProfile, networkProfile } }: VirtualMachine): MachineBuild {
  const { osDisk, dataDisks } = storageProfile;
  return {
    networkInterfaces: fact(networkProfile?.networkInterfaces?.length, 'networkInterfaces'),
    volumes: fact(dataDisks && 1 + dataDisks.length, 'dataDisks'),
    // An ephemeral disk on the host: such a machine can be resized, but loses what is on it, and cannot be deallocated.
    localRoot: known(osDisk?.diffDiskSettings?.option === 'Local'),
    vcpus: fact(hardwareProfile.vmSizeProperties?.vCPUsAvailable, 'vmSizeProperties'),
    enhancedNetworking: unread('no size of Azure needs a driver'),
  };
}

function usesOf(vm: VirtualMachine): readonly Use[] {
  const { storageProfile, networkProfile, virtualMachineScaleSet, capacityReservation } = vm.properties;
  const named: readonly (readonly [Use['relation'], string | null | undefined])[] = [
    ['image', storageProfile.imageReference?.id],
    ['host', hostOf(vm)],
    ['member-of', virtualMachineScaleSet?.id],
    ['capacity-of', capacityReservation?.capacityReservationGroup?.id],
    ...(networkProfile?.networkInterfaces ?? []).map(({ id }) => ['attached-to', id] as const),
  ];
  return named.flatMap(([relation, id]) => (id ? [{ relation, targetId: armId(id) }] : []));
}

/** The list tells everything but the power states, the list with `statusOnly` these alone. */
async function* listWithStates(
  reader: AzureReader,
  scope: Scope,
): AsyncGenerator<{ readonly value: readonly unknown[] }> {
  const views = await machineViews(reader, scope);
  const { path, apiVersion } = machineList;
  const request = { path: `/subscriptions/${scope.accountId}${path}`, apiVersion };
  for await (const page of reader.azure.pages('compute', machinePermission, scope, request)) {
    yield { value: valueOf(page, machinePermission).map((row) => withView(row, views)) };
  }
}

function withView(row: unknown, views: ReadonlyMap<string, unknown>): unknown {
  const { id, properties } = (row ?? {}) as { readonly id?: unknown; readonly properties?: object };
  const instanceView = typeof id === 'string' ? views.get(armId(id)) : undefined;
  return instanceView === undefined ? row : { ...(row as object), properties: { ...properties, instanceView } };
}

/** The raw rows with what the map needs beside them. */
async function withFacts(reader: AzureReader, scope: Scope, rows: readonly unknown[]): Promise<readonly unknown[]> {
  const subscriptionOffer = await offerOf(reader, scope);
  const read = rows.map((row) => Glimpse.safeParse(row).data);
  const stopped = read.flatMap((row) => {
    const state = row === undefined ? undefined : stateOf(row);
    if (row === undefined || !row.location || powerStates[state ?? ''] !== 'stopped') return [];
    return [{ id: armId(row.id), location: row.location, deallocated: state !== 'stopped' }];
  });
  const times = await stopTimes(reader, scope, stopped);
  return rows.map((row, at) => {
    const seen = read[at];
    if (seen !== undefined) reader.sizesInUse.add(seen.properties.hardwareProfile.vmSize.toLowerCase());
    return { ...(row as object), subscriptionOffer, stoppedSince: seen && times.get(armId(seen.id)) };
  });
}
