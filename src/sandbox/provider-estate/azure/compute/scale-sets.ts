import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly, times } from '../prices/money.ts';
import { vmSize } from '../prices/sizes.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { armTime } from '../times.ts';
import { subnetId } from '../network/names.ts';
import { type MachineLoad, loads, machineMetrics } from './loads.ts';
import { IMAGES } from './machine-documents.ts';

/** Judged by how full they are: all of them run in production. */
type SizeRole =
  | 'oversized'
  | 'oversized-minimum'
  | 'scaled'
  | 'busy'
  | 'memory-bound'
  | 'young'
  | 'keep'
  | 'empty'
  | 'one-a-zone';
/** Judged by how they are bought: all of them are busy. */
type SpotRole = 'regular' | 'spot' | 'two-machines' | 'regular-young' | 'regular-keep' | 'staging';
type SetRole = SizeRole | SpotRole;

const SIZE_SHARES: Readonly<Record<SizeRole, number>> = {
  oversized: 0.2,
  'oversized-minimum': 0.15,
  scaled: 0.1,
  busy: 0.15,
  'memory-bound': 0.08,
  young: 0.08,
  keep: 0.08,
  empty: 0.08,
  'one-a-zone': 0.08,
};

const SPOT_SHARES: Readonly<Record<SpotRole, number>> = {
  regular: 0.4,
  spot: 0.15,
  'two-machines': 0.15,
  'regular-young': 0.1,
  'regular-keep': 0.1,
  staging: 0.1,
};

const TYPE = 'Microsoft.Compute/virtualMachineScaleSets';

/** Sizes whose cache holds the system disk, so that no disk of its own is billed for a machine. */
const SIZES = ['Standard_F4s_v2', 'Standard_F8s_v2'];

/** Scale sets in uniform mode: their machines are no virtual machines of the inventory. */
export function makeScaleSets(context: AzureContext): void {
  castOf<SizeRole>(context, 'scale sets', SIZE_SHARES, context.count(4, 11)).forEach((role, index) =>
    makeScaleSet(context, context.random('scale set', index), role, index),
  );
  castOf<SpotRole>(context, 'batch scale sets', SPOT_SHARES, context.count(3, 8)).forEach((role, index) =>
    makeScaleSet(context, context.random('batch scale set', index), role, 1000 + index),
  );
}

const isSpotRole = (role: SetRole): role is SpotRole => role in SPOT_SHARES;
const isYoung = (role: SetRole): boolean => role === 'young' || role === 'regular-young';

function placeOf(context: AzureContext, random: Random, role: SetRole): ProviderPlace {
  if (!isSpotRole(role)) return context.placeIn(random, ['prod']);
  return context.placeIn(random, role === 'staging' ? ['staging'] : ['dev', 'sandbox']);
}

function makeScaleSet(context: AzureContext, random: Random, role: SetRole, index: number): void {
  const place = placeOf(context, random, role);
  // A small estate may have no subscription of the kind: tags and name say what it is for all the same.
  const environment = !isSpotRole(role) ? 'prod' : role === 'staging' ? 'staging' : 'dev';
  const identity = { ...context.identity(random, place), environment };
  const resourceGroup = context.groupOf(identity, place);
  const name = `vmss-${identity.application.app}-${identity.environment}-${String(index).padStart(4, '0')}`;
  const createdAt = context.now - (isYoung(role) ? random.between(2, 11) : random.between(70, 600)) * DAY;
  const size = random.pick(SIZES);
  const count = countOf(random, role);
  const isSpot = role === 'spot';
  const set = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags: {
      ...context.tagsOf(random, identity, name),
      // Whoever buys by the environment has it on everything.
      ...(isSpotRole(role) && { env: identity.environment }),
      ...((role === 'keep' || role === 'regular-keep') && { [KEEP_TAG]: 'sized for the campaign' }),
    },
    createdAt,
    top: {
      sku: { name: size, tier: 'Standard', capacity: count },
      ...(role === 'one-a-zone' && { zones: ['1', '2', '3'] }),
    },
    properties: setProperties(random, { name, subnet: subnetId(context, place, 'apps'), createdAt, isSpot }),
    ...(count > 0 && {
      metrics: machineMetrics(
        loadOf(random, role),
        vmSize(size),
        [],
        [{ from: createdAt, to: Number.POSITIVE_INFINITY }],
      ),
    }),
  });
  const least = role === 'scaled' ? count - 3 : count;
  if (role === 'scaled' || role === 'oversized-minimum') addAutoscale(context, set, place, least, count + 6);
  const meter = `${isSpot ? 'vm-spot' : 'vm'}/${size}/linux`;
  if (count > 0) context.bill(set, meter, { quantity: count });
  const price = (machines: number): string => monthly(times(usdOf(meter, place.region), machines));
  plant(context, set, role, {
    price,
    count,
    spot: monthly(times(usdOf(`vm-spot/${size}/linux`, place.region), count)),
  });
}

function countOf(random: Random, role: SetRole): number {
  if (role === 'empty') return 0;
  if (role === 'one-a-zone') return 3;
  return role === 'two-machines' ? 2 : random.integer(6, 12);
}

/** Clear of 30 % of CPU and 50 % of memory on both sides; so low that less than two thirds of the machines are needed. */
function loadOf(random: Random, role: SetRole): MachineLoad {
  if (isSpotRole(role) || role === 'busy') return loads.working(random, false);
  return loads.low(random, role === 'memory-bound' ? random.between(80, 90) : random.between(18, 30));
}

function plant(
  context: AzureContext,
  set: AzureResource,
  role: SetRole,
  {
    price,
    count,
    spot,
  }: { readonly price: (machines: number) => string; readonly count: number; readonly spot: string },
): void {
  const check = isSpotRole(role) ? CHECK.scaleSetSpot : CHECK.scaleSet;
  const fine = (because: string): void => context.fine(check, set, because);
  switch (role) {
    case 'oversized':
      return context.waste(check, set, 'a fixed number of machines, none of which is ever half full', price(count));
    case 'oversized-minimum':
      return context.waste(check, set, 'its autoscale minimum keeps machines that nothing needs', price(count));
    case 'regular':
      return context.waste(
        check,
        set,
        'development machines in a set, all at the regular price',
        minus(price(count), spot),
      );
    case 'scaled':
      return fine('its own rules keep it above its minimum');
    case 'busy':
      return fine('its machines are busy every day');
    case 'memory-bound':
      return fine('hardly any CPU, but the memory of its machines is nearly full');
    case 'young':
    case 'regular-young':
      return fine('younger than the window of 14 days');
    case 'keep':
    case 'regular-keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'empty':
      return fine('without machines it costs nothing');
    case 'one-a-zone':
      return fine('one machine in each zone is the least');
    case 'spot':
      return fine('its machines are spot machines');
    case 'two-machines':
      return fine('of two machines one that is taken back is half of them');
    case 'staging':
      return fine('it stands for production: what it bears is not told');
  }
}

interface SetPart {
  readonly name: string;
  readonly subnet: string;
  readonly createdAt: number;
  readonly isSpot: boolean;
}

function setProperties(random: Random, { name, subnet, createdAt, isSpot }: SetPart): JsonObject {
  const prefix = name.slice(0, 9).replaceAll('-', '');
  return {
    singlePlacementGroup: false,
    orchestrationMode: 'Uniform',
    upgradePolicy: { mode: 'Automatic' },
    virtualMachineProfile: {
      osProfile: {
        computerNamePrefix: prefix,
        adminUsername: 'azureuser',
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          provisionVMAgent: true,
          enableVMAgentPlatformUpdates: false,
        },
        secrets: [],
        allowExtensionOperations: true,
      },
      storageProfile: {
        osDisk: {
          osType: 'Linux',
          createOption: 'FromImage',
          caching: 'ReadOnly',
          diffDiskSettings: { option: 'Local', placement: 'CacheDisk' },
          managedDisk: { storageAccountType: 'Standard_LRS' },
          diskSizeGB: 30,
        },
        imageReference: { ...IMAGES.Linux },
        diskControllerType: 'SCSI',
      },
      networkProfile: {
        networkInterfaceConfigurations: [
          {
            name: `${prefix}nic`,
            properties: {
              primary: true,
              enableAcceleratedNetworking: true,
              disableTcpStateTracking: false,
              dnsSettings: { dnsServers: [] },
              enableIPForwarding: false,
              ipConfigurations: [
                {
                  name: 'ipconfig',
                  properties: { primary: true, subnet: { id: subnet }, privateIPAddressVersion: 'IPv4' },
                },
              ],
            },
          },
        ],
      },
      ...(isSpot && { priority: 'Spot', evictionPolicy: 'Delete', billingProfile: { maxPrice: -1 } }),
    },
    provisioningState: 'Succeeded',
    overprovision: true,
    doNotRunExtensionsOnOverprovisionedVMs: false,
    uniqueId: guidOf(random),
    platformFaultDomainCount: 1,
    timeCreated: armTime(createdAt),
  };
}

function addAutoscale(
  context: AzureContext,
  set: AzureResource,
  place: ProviderPlace,
  least: number,
  most: number,
): void {
  const rule = (operator: string, threshold: number, direction: string): JsonObject => ({
    metricTrigger: {
      metricName: 'Percentage CPU',
      metricResourceUri: set.id,
      timeGrain: 'PT1M',
      statistic: 'Average',
      timeWindow: 'PT10M',
      timeAggregation: 'Average',
      operator,
      threshold,
      dividePerInstance: false,
    },
    scaleAction: { direction, type: 'ChangeCount', value: '1', cooldown: 'PT5M' },
  });
  const name = `${set.name}-autoscale`;
  context.add({
    place,
    type: 'Microsoft.Insights/autoscalesettings',
    name,
    resourceGroup: set.resourceGroup,
    tags: set.tags,
    createdAt: set.createdAt,
    properties: {
      name,
      enabled: true,
      targetResourceUri: set.id,
      profiles: [
        {
          name: 'by load',
          capacity: { minimum: String(least), maximum: String(most), default: String(least) },
          rules: [rule('GreaterThan', 75, 'Increase'), rule('LessThan', 25, 'Decrease')],
        },
      ],
      notifications: [],
    },
  });
}
