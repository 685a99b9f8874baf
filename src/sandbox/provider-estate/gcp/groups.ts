import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { ProviderPlace } from '../context.ts';
import { type GcpBuilder, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import { addInstance } from './instances.ts';
import type { GcpInstanceGroup } from './model.ts';
import { computeName } from './names.ts';
import { machineMonthly } from './prices.ts';

/** Managed instance groups, and how many there are in a thousand resources. */
const ROLES = { busy: 3, fixed: 1.2, scaled: 1.2 } as const;
type Role = keyof typeof ROLES;

const SIZE: Readonly<Record<Role, number>> = { busy: 3, fixed: 5, scaled: 3 };

/** Groups, their templates and their members. */
export function buildGroups(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) buildGroup(builder, role, index);
  }
}

/** One group with its members. `place`: where it has to be. */
export function buildGroup(builder: GcpBuilder, role: Role, index: number, where?: ProviderPlace): GcpInstanceGroup {
  const { random, place, name, labels, zone } = partOf(builder, 'group', role, index, where && { place: where });
  const machineType = random.pick(['n2-standard-2', 'n2-standard-4', 'e2-standard-4']);
  const createdAt = daysBefore(builder.now, random.between(60, 500));
  const located = { projectId: place.accountId, region: place.region };
  builder.templates.push({
    projectId: place.accountId,
    region: 'global',
    id: numericId(random),
    name: `${name}-template`,
    createdAt,
    labels,
    machineType,
    sourceImage: 'projects/debian-cloud/global/images/family/debian-12',
  });
  const group = {
    ...located,
    zone,
    id: numericId(random),
    name: `${name}-group`,
    createdAt,
    labels,
    template: `${name}-template`,
    targetSize: SIZE[role],
    baseInstanceName: `${name}-vm`,
    ...(role === 'scaled' && { autoscaler: { min: 2, max: 8, targetCpu: 0.6 } }),
  };
  builder.groups.push(group);
  const memberRole = role === 'fixed' ? 'member-low' : 'member';
  for (let i = 0; i < SIZE[role]; i++) {
    const member = partOf(builder, 'member', `${role} ${index}`, i, { place });
    addInstance(builder, memberRole, member, {
      name: `${group.baseInstanceName}-${member.random.hex(4)}`,
      machineType,
      zone,
      createdAt: daysBefore(builder.now, member.random.between(30, 55)),
      labels,
      group: `zones/${zone}/instanceGroupManagers/${group.name}`,
    });
  }
  const id = computeName('instanceGroupManagers', group);
  const at = { accountId: place.accountId, region: place.region };
  if (role === 'fixed') {
    const spare = machineMonthly(machineType, place.region) * 3n;
    builder.context.plantWaste(
      CHECK.groupUnderused,
      at,
      id,
      'five machines under 28 %, and no autoscaler',
      decimalOf(spare),
    );
  } else builder.context.plantFine(CHECK.groupUnderused, at, id, 'its machines work at more than 90 %');
  return group;
}
