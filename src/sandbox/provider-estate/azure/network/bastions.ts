import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { Course, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly, plus } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { networkGroup, NETWORK_TYPE, networkName, subnetId } from './names.ts';
import { addPublicIp } from './public-ip-resource.ts';

type BastionRole = 'used' | 'idle' | 'too-large' | 'rare' | 'young' | 'keep' | 'developer' | 'tunnels' | 'scaled';

const TYPE = 'Microsoft.Network/bastionHosts';
const SHARES: Readonly<Partial<Record<BastionRole, number>>> = {
  idle: 0.25,
  'too-large': 0.1,
  rare: 0.1,
  young: 0.1,
  keep: 0.1,
  developer: 0.1,
  tunnels: 0.1,
  scaled: 0.05,
};

/** Bastion hosts. Those that work are gone through on most days, some only a few times a month. */
export function makeBastions(context: AzureContext): void {
  castOf<BastionRole>(context, 'bastions', SHARES, context.count(4, 8), 'used').forEach((role, index) =>
    makeBastion(context, context.random('bastion', index), role, index),
  );
}

function makeBastion(context: AzureContext, random: Random, role: BastionRole, index: number): void {
  const place = context.places.pick(random);
  const resourceGroup = networkGroup(context, place);
  const name = `bas-${place.region}-${index}`;
  const sku = skuOf(random, role);
  const scaleUnits = role === 'scaled' ? 4 : 2;
  const createdAt = context.now - (role === 'young' ? random.between(14, 24) : random.between(90, 700)) * DAY;
  const id = context.idOf(place, resourceGroup, TYPE, name);
  const tags = { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'way in when all else is down' }) };
  const shared = sku === 'Developer';
  const configuration = `${id}/bastionHostIpConfigurations/IpConf`;
  const address = shared
    ? undefined
    : addPublicIp(context, random, {
        place,
        resourceGroup,
        name: `pip-${name}`,
        createdAt,
        tags,
        allocation: 'Static',
        use: { ipConfiguration: { id: configuration } },
      });
  const etag = `W/"${guidOf(random)}"`;
  const bastion = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags,
    createdAt,
    top: { sku: { name: sku }, etag },
    properties: {
      provisioningState: 'Succeeded',
      dnsName: shared ? 'omnibrain.uswest.bastionglobal.azure.com' : `bst-${guidOf(random)}.bastion.azure.com`,
      ...(address === undefined
        ? {
            virtualNetwork: { id: context.idOf(place, resourceGroup, NETWORK_TYPE, networkName(place)) },
            networkAcls: { ipRules: [] },
            ipConfigurations: [],
          }
        : {
            scaleUnits,
            ...switchesOf(role),
            ipConfigurations: [
              {
                name: 'IpConf',
                id: configuration,
                etag,
                type: `${TYPE}/bastionHostIpConfigurations`,
                properties: {
                  provisioningState: 'Succeeded',
                  privateIPAllocationMethod: 'Dynamic',
                  subnet: { id: subnetId(context, place, 'AzureBastionSubnet') },
                  publicIPAddress: { id: address.id },
                },
              },
            ],
          }),
    },
    ...(!shared && { metrics: { sessions: sessionsOf(random, role) } }),
  });
  const fine = (because: string): void => context.fine(CHECK.bastion, bastion, because);
  if (shared) return fine('of the Developer kind, which is free');
  const hourly = usdOf(`bastion/${sku}`, place.region);
  const further = scaleUnits - 2;
  context.bill(bastion, `bastion/${sku}`);
  if (further > 0) context.bill(bastion, `bastion/${sku}/additional`, { quantity: further });
  if (role === 'idle') context.waste(CHECK.bastion, bastion, 'nobody goes through it', monthly(plus(hourly)));
  else if (role === 'too-large') {
    const saved = minus(hourly, usdOf('bastion/Basic', place.region));
    context.waste(CHECK.bastion, bastion, `${sku} without anything of it`, monthly(saved));
  } else if (role === 'rare') fine('a session every few days');
  else if (role === 'young') fine('younger than the window of 30 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
  else if (role === 'tunnels') fine('clients of one’s own go through it, which Basic does not have');
  else if (role === 'scaled') fine('four machines, which Basic cannot have');
}

function skuOf(random: Random, role: BastionRole): string {
  if (role === 'developer') return 'Developer';
  if (role === 'too-large' || role === 'tunnels' || role === 'scaled') return 'Standard';
  return role === 'idle' ? random.pick(['Basic', 'Basic', 'Standard']) : 'Basic';
}

const switchesOf = (role: BastionRole): JsonObject => ({
  disableCopyPaste: false,
  enableTunneling: role === 'tunnels',
  enableIpConnect: false,
  enableShareableLink: false,
  enableKerberos: false,
  enableSessionRecording: false,
});

function sessionsOf(random: Random, role: BastionRole): Course {
  const idle = role === 'idle' || role === 'young' || role === 'keep';
  const perHour = idle ? 0 : role === 'rare' ? 0.02 : random.between(0.4, 6);
  return { of: 'counter', unit: 'Count', shape: 'daily', perHour };
}
