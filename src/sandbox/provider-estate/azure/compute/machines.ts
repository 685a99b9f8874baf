import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { KEEP_TAG } from '../check-ids.ts';
import type { AzureResource } from '../model.ts';
import { subnetId } from '../network/names.ts';
import { addPublicIp } from '../network/public-ip-resource.ts';
import { diskTier, type TieredSku } from '../prices/disk-tiers.ts';
import { vmSize } from '../prices/sizes.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { armTime } from '../times.ts';
import { addDisk } from './disk-resource.ts';
import { type DiskLoad, machineMetrics } from './loads.ts';
import { IMAGES, imageOf, instanceView, osProfile, storageProfile } from './machine-documents.ts';
import { type MachinePlan, planMachine } from './machine-plan.ts';
import { MACHINE_SHARES, type MachineRole } from './machine-roles.ts';
import { plantMachine } from './machine-truth.ts';

/** A machine with what belongs to it. */
export interface BuiltMachine {
  readonly role: MachineRole;
  readonly plan: MachinePlan;
  readonly machine: AzureResource;
  readonly disks: readonly AzureResource[];
}

/** Of all machines, disks, snapshots and addresses. */
const SHARE = 0.29;

/** Room for one of each role, and for some that work: other things belong to those. */
const FEWEST = 45;

/** Virtual machines, each with a network interface and an OS disk, some with a data disk or a public address. */
export function makeMachines(context: AzureContext): readonly BuiltMachine[] {
  const count = Math.max(FEWEST, Math.round(context.scale * 1000 * SHARE));
  return castOf<MachineRole>(context, 'machines', MACHINE_SHARES, count, 'working').map((role, index) =>
    makeMachine(context, role, index),
  );
}

function makeMachine(context: AzureContext, role: MachineRole, index: number): BuiltMachine {
  const random = context.random('machine', index);
  const plan = planMachine(context, random, role);
  const { place, createdAt, runs } = plan;
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `vm-${context.nameOf(identity)}-${String(index).padStart(4, '0')}`;
  const tags = {
    ...context.tagsOf(random, identity, name),
    ...(plan.keep && { [KEEP_TAG]: 'agreed with the owner until the migration ends' }),
  };
  const zone = random.chance(0.5) ? random.pick(place.zones) : undefined;
  const id = context.idOf(place, resourceGroup, 'Microsoft.Compute/virtualMachines', name);
  const image = IMAGES[plan.os];
  const reported = plan.reported ?? runs;
  const parts = diskParts(random, role).map((disk, lun) => ({ ...disk, lun }));
  const disks = parts.map(({ sku, sizeGiB, load, lun }) =>
    addDisk(context, random, {
      place,
      resourceGroup,
      name: lun === 0 ? `${name}_OsDisk_1_${random.hex(32)}` : `${name}_DataDisk_${lun - 1}`,
      sku,
      sizeGiB,
      createdAt,
      tags,
      managedBy: id,
      state: plan.power === 'deallocated' ? 'Reserved' : 'Attached',
      ownershipAt: createdAt,
      ...(zone !== undefined && { zone }),
      ...(lun === 0 && { os: { type: plan.os, image: imageOf(context, place.region, image) } }),
      load: { ...load, shape: plan.load.shape === 'idle' ? 'daily' : plan.load.shape, runs: reported },
    }),
  );
  const nic = addInterface(context, random, { plan, resourceGroup, name, machineId: id, tags, role });
  const size = vmSize(plan.size);
  const machine = context.add({
    place,
    type: 'Microsoft.Compute/virtualMachines',
    name,
    resourceGroup,
    tags,
    createdAt,
    top: { ...(zone !== undefined && { zones: [zone] }) },
    properties: {
      vmId: guidOf(random),
      hardwareProfile: { vmSize: plan.size },
      storageProfile: storageProfile(image, plan, disks),
      osProfile: osProfile(plan, name),
      networkProfile: { networkInterfaces: [{ id: nic.id, properties: { primary: true } }] },
      ...(plan.spot && { priority: 'Spot', evictionPolicy: 'Deallocate', billingProfile: { maxPrice: -1 } }),
      ...(plan.licenceOwned && { licenseType: 'Windows_Server' }),
      provisioningState: 'Succeeded',
      timeCreated: armTime(createdAt),
    },
    instanceView: instanceView(plan, name),
    ...(reported.length > 0 && {
      metrics: machineMetrics(
        plan.load,
        size,
        parts.map(({ load }) => load),
        reported,
      ),
    }),
  });
  billMachine(context, machine, plan);
  const built = { role, plan, machine, disks };
  plantMachine(context, built);
  return built;
}

interface DiskChoice {
  readonly sku: TieredSku;
  readonly sizeGiB: number;
  readonly load: DiskLoad;
}

/** The OS disk first. Premium ones are asked for more than half of what they can do, but where that is the point. */
function diskParts(random: Random, role: MachineRole): readonly DiskChoice[] {
  const working = role === 'working' || role === 'superseded' || role.startsWith('windows');
  const parts: DiskChoice[] = [];
  if (role === 'deallocated-premium') parts.push(premium(random, 128), premium(random, 512));
  else if (working && random.chance(0.5)) parts.push(premium(random, 128));
  else parts.push(standard(random, 'StandardSSD_LRS', random.pick([64, 128])));
  if (role === 'deallocated-premium' || !random.chance(0.45)) return parts;
  if (working && random.chance(0.5)) parts.push(premium(random, random.pick([128, 256])));
  else parts.push(standard(random, random.pick(['StandardSSD_LRS', 'Standard_LRS']), random.pick([128, 256, 512])));
  return parts;
}

function premium(random: Random, sizeGiB: number): DiskChoice {
  const { iops, MBps } = diskTier('Premium_LRS', sizeGiB);
  const load = { peakIops: iops * random.between(0.62, 0.85), peakMBps: MBps * random.between(0.5, 0.75) };
  return { sku: 'Premium_LRS', sizeGiB, load };
}

function standard(random: Random, sku: TieredSku, sizeGiB: number): DiskChoice {
  return { sku, sizeGiB, load: { peakIops: random.between(20, 90), peakMBps: random.between(1, 6) } };
}

function addInterface(
  context: AzureContext,
  random: Random,
  part: {
    readonly plan: MachinePlan;
    readonly resourceGroup: string;
    readonly name: string;
    readonly machineId: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly role: MachineRole;
  },
): AzureResource {
  const { plan, resourceGroup, name, machineId, tags } = part;
  const type = 'Microsoft.Network/networkInterfaces';
  const nicName = `${name}-nic`;
  const nicId = context.idOf(plan.place, resourceGroup, type, nicName);
  const configuration = `${nicId}/ipConfigurations/ipconfig1`;
  const address = random.chance(0.1)
    ? addPublicIp(context, random, {
        place: plan.place,
        resourceGroup,
        name: `${name}-ip`,
        createdAt: plan.createdAt,
        tags,
        allocation: 'Static',
        use: { ipConfiguration: { id: configuration } },
      })
    : undefined;
  return context.add({
    place: plan.place,
    type,
    name: nicName,
    resourceGroup,
    tags,
    createdAt: plan.createdAt,
    top: { etag: `W/"${guidOf(random)}"` },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(random),
      ipConfigurations: [
        {
          name: 'ipconfig1',
          id: configuration,
          etag: `W/"${guidOf(random)}"`,
          type: 'Microsoft.Network/networkInterfaces/ipConfigurations',
          properties: {
            provisioningState: 'Succeeded',
            privateIPAddress: `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(4, 254)}`,
            privateIPAllocationMethod: 'Dynamic',
            subnet: { id: subnetId(context, plan.place, 'apps') },
            primary: true,
            privateIPAddressVersion: 'IPv4',
            ...(address !== undefined && { publicIPAddress: { id: address.id } }),
          },
        },
      ],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      macAddress: macOf(random),
      primary: true,
      vnetEncryptionSupported: false,
      enableIPForwarding: false,
      enableAcceleratedNetworking: true,
      disableTcpStateTracking: false,
      hostedWorkloads: [],
      tapConfigurations: [],
      nicType: 'Standard',
      auxiliaryMode: 'None',
      auxiliarySku: 'None',
      virtualMachine: { id: machineId },
    },
  });
}

function macOf(random: Random): string {
  return `00-0D-3A-${random
    .hex(6)
    .toUpperCase()
    .replaceAll(/(..)(?=.)/g, '$1-')}`;
}

/** Billed while it holds its place on a host: a guest that has shut down still does. */
function billMachine(context: AzureContext, machine: AzureResource, plan: MachinePlan): void {
  const [run] = plan.runs;
  const to = plan.power === 'deallocated' ? run!.to : Number.POSITIVE_INFINITY;
  const devTest = context.subscription(machine.accountId).quotaId.startsWith('MSDNDevTest');
  const system = plan.os === 'Windows' && !plan.licenceOwned && !devTest ? 'windows' : 'linux';
  context.bill(machine, `${plan.spot ? 'vm-spot' : 'vm'}/${plan.size}/${system}`, { from: run!.from, to });
}
