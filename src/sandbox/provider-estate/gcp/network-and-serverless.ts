import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpRouter } from './model.ts';
import { computeName } from './names.ts';
import { addressRate, HOURS_PER_MONTH, unitRate, vpnTunnelRate } from './prices.ts';

type Roles<R extends string> = Readonly<Record<R, number>>;

function* each<R extends string>(builder: GcpBuilder, roles: Roles<R>): Generator<readonly [R, number]> {
  for (const [role, perThousand] of Object.entries(roles) as [R, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) yield [role, index];
  }
}

/** Cloud NAT and VPN tunnels. */
export function buildGateways(builder: GcpBuilder): void {
  for (const [role, index] of each(builder, NAT_ROLES)) addNat(builder, role, index);
  for (const [role, index] of each(builder, { busy: 1.2, silent: 1.2, young: 1.2, keep: 1.2 } as const)) {
    addTunnel(builder, role, index);
  }
}

/** Roles of Cloud NAT, and how many there are in a thousand resources. */
const NAT_ROLES = {
  busy: 1.5,
  'silent-addresses': 1.2,
  'silent-machines': 1.2,
  'no-machines': 1.2,
  'silent-young': 1.2,
} as const;
type NatRole = keyof typeof NAT_ROLES;

function addNat(builder: GcpBuilder, role: NatRole, index: number): void {
  const { random, place, name, labels } = partOf(builder, 'router', role, index);
  const machines =
    role === 'busy' || role === 'silent-machines' ? random.integer(2, 9) : role === 'silent-young' ? 2 : 0;
  const createdAt = daysBefore(builder.now, role === 'silent-young' ? random.between(2, 9) : random.between(60, 500));
  const common = { projectId: place.accountId, region: place.region, createdAt, labels };
  const router = `${name}-router`;
  const addresses = role === 'silent-addresses' ? [1, 2].map((at) => `${name}-nat-${at}`) : [];
  for (const address of addresses) {
    builder.addresses.push({
      ...common,
      id: numericId(random),
      name: address,
      address: builder.publicAddress(),
      addressType: 'EXTERNAL',
      status: 'IN_USE',
      user: `regions/${place.region}/routers/${router}`,
    });
  }
  const nat = {
    name: `${name}-nat`,
    addresses,
    bytesPerHour: role === 'busy' ? random.integer(10_000_000, 900_000_000) : 0,
    machines,
    // Made when the first machine comes.
    automaticAddresses: machines > 0 ? [builder.publicAddress()] : [],
  };
  builder.routers.push({ ...common, id: numericId(random), name: router, nats: [nat] });
  plantNat(builder, role, { ...common, name: router }, nat);
}

function plantNat(
  builder: GcpBuilder,
  role: NatRole,
  router: Pick<GcpRouter, 'projectId' | 'region' | 'name'>,
  { name, machines, addresses, automaticAddresses }: GcpRouter['nats'][number],
): void {
  const at = { accountId: router.projectId, region: router.region };
  const id = `${computeName('routers', router)}/nats/${name}`;
  const hourly =
    unitRate('natVmHour') * BigInt(machines) +
    addressRate('inUse', router.region) * BigInt(addresses.length + automaticAddresses.length);
  const waste = (because: string): void =>
    builder.context.plantWaste(CHECK.natVpnIdle, at, id, because, decimalOf(hourly * HOURS_PER_MONTH));
  const fine = (because: string): void => builder.context.plantFine(CHECK.natVpnIdle, at, id, because);
  switch (role) {
    case 'silent-addresses':
      return waste('no byte for weeks and no machine, but two reserved addresses');
    case 'silent-machines':
      return waste('no byte for weeks, and each machine behind it bills');
    case 'busy':
      return fine('passes traffic');
    case 'no-machines':
      return fine('has neither machines nor addresses: it bills nothing');
    case 'silent-young':
      return fine('younger than the window of 14 days');
  }
}

function addTunnel(builder: GcpBuilder, role: 'busy' | 'silent' | 'young' | 'keep', index: number): void {
  const { random, place, name, labels } = partOf(builder, 'tunnel', role, index, { keep: role === 'keep' });
  const tunnel = {
    projectId: place.accountId,
    region: place.region,
    id: numericId(random),
    name: `${name}-tunnel`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(2, 9) : random.between(60, 500)),
    labels,
    gateway: `${name}-gateway`,
    status: role === 'busy' || role === 'keep' ? 'ESTABLISHED' : 'NO_INCOMING_PACKETS',
    bytesPerHour: role === 'busy' ? random.integer(1_000_000, 90_000_000) : 0,
  };
  builder.vpnTunnels.push(tunnel);
  const at = { accountId: tunnel.projectId, region: tunnel.region };
  const id = computeName('vpnTunnels', tunnel);
  const fine = {
    busy: 'passes traffic',
    young: 'younger than the window of 14 days',
    keep: `protected by the label ${KEEP_LABEL}`,
  };
  if (role !== 'silent') return builder.context.plantFine(CHECK.natVpnIdle, at, id, fine[role]);
  const monthly = decimalOf(vpnTunnelRate(place.region) * HOURS_PER_MONTH);
  builder.context.plantWaste(CHECK.natVpnIdle, at, id, 'no byte for weeks', monthly);
}
