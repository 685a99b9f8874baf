import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import type { BuiltInstance } from '../generate/builder.ts';
import { CHECK } from '../generate/checks.ts';
import { KEEP_TAG, nameOf, tagsOf } from '../generate/tags.ts';
import { daysBefore, MINUTE } from '../generate/time.ts';
import { HOURS_PER_MONTH, instanceType } from '../prices.ts';
import { hostHourly } from './host-prices.ts';
import type { DedicatedHost } from './model.ts';

type EmptyRole = 'idle' | 'reserved' | 'young' | 'keep';

const PER_THOUSAND: Readonly<Record<EmptyRole, number>> = { idle: 1.2, reserved: 0.6, young: 0.6, keep: 0.4 };

/** An m5 host: two sockets of 24 cores. Source: EC2 User Guide, "Dedicated Host configurations". */
const M5 = { family: 'm5', totalVcpus: 96, cores: 48, sockets: 2 };

export function dedicatedHosts(context: FamilyContext): readonly DedicatedHost[] {
  const empty = (Object.keys(PER_THOUSAND) as EmptyRole[]).flatMap((role) =>
    Array.from({ length: context.count(PER_THOUSAND[role]) }, (_, index) => emptyHost(context, role, index)),
  );
  const used = context.instances.filter(({ instance }) => instance.hostId !== undefined);
  return [...empty, ...used.map((built) => usedHost(context, built))];
}

function emptyHost(context: FamilyContext, role: EmptyRole, index: number): DedicatedHost {
  const random = context.random('host', role, index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const host: DedicatedHost = {
    id: `h-0${random.hex(16)}`,
    accountId: place.accountId,
    region: place.region,
    zone: random.pick(place.subnets).zone,
    ...M5,
    allocatedAt: daysBefore(context.now, role === 'young' ? random.between(1, 5) : random.between(20, 500)),
    ...(role === 'reserved' && { reservationId: `hr-0${random.hex(16)}` }),
    tags: {
      ...tagsOf(random, identity, nameOf(identity)),
      ...(role === 'keep' && { [KEEP_TAG]: 'licence bound to its sockets' }),
    },
  };
  if (role === 'idle') {
    const because = 'allocated for weeks, and no instance on it';
    context.plantWaste(CHECK.dedicatedHost, host, host.id, because, hostMonthly(host));
  } else {
    const because = {
      reserved: 'no instance on it, but paid for by a host reservation',
      young: 'allocated less than a week ago',
      keep: `no instance on it, but protected by the tag ${KEEP_TAG}`,
    }[role];
    context.plantFine(CHECK.dedicatedHost, host, host.id, because);
  }
  return host;
}

function usedHost(context: FamilyContext, { instance }: BuiltInstance): DedicatedHost {
  const vcpus = instanceType(instance.type)?.vcpu ?? 0;
  const host: DedicatedHost = {
    id: instance.hostId!,
    accountId: instance.accountId,
    region: instance.region,
    zone: instance.zone,
    ...M5,
    allocatedAt: instance.createdAt - 5 * MINUTE,
    instance: { id: instance.id, type: instance.type, vcpus },
    tags: {},
  };
  if (vcpus * 100 < 30 * host.totalVcpus) {
    const because = `one ${instance.type} on a host of ${host.totalVcpus} vCPUs`;
    context.plantWaste(CHECK.dedicatedHost, host, host.id, because, hostMonthly(host));
  } else {
    context.plantFine(CHECK.dedicatedHost, host, host.id, 'half of its vCPUs are used');
  }
  return host;
}

function hostMonthly({ family, region }: DedicatedHost): string {
  return decimalOf(picoOf(hostHourly(family, region)) * BigInt(HOURS_PER_MONTH));
}
