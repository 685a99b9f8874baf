import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import { addInstance } from './instances.ts';
import type { GcpNodeGroup } from './model.ts';
import { computeName } from './names.ts';
import { familyRates, HOURS_PER_MONTH } from './prices.ts';

interface NodeRole {
  /** How many groups of one node there are in a thousand resources. */
  readonly perThousand: number;
  /** Machines of 16 vCPUs on a node of 80. */
  readonly machines: number;
  readonly young?: true;
  readonly autoscaledFrom?: number;
  /** Why it is fine; left out of waste. */
  readonly fine?: string;
}

const ROLES = {
  empty: { perThousand: 1, machines: 0 },
  'one-machine': { perThousand: 1, machines: 1 },
  half: { perThousand: 0.6, machines: 2, fine: '40 % of its vCPUs are taken' },
  full: { perThousand: 0.4, machines: 4, fine: '80 % of its vCPUs are taken' },
  young: { perThousand: 1, machines: 0, young: true, fine: 'made less than seven days ago' },
  autoscaled: {
    perThousand: 1,
    machines: 0,
    autoscaledFrom: 0,
    fine: 'the autoscaler of its group removes it while it is empty',
  },
} as const satisfies Readonly<Record<string, NodeRole>>;

const NODE_TYPE = 'n2-node-80-640';
const TENANT_TYPE = 'n2-standard-16';

/** Node groups with the machines that run on them. */
export function buildNodeGroups(builder: GcpBuilder): void {
  for (const [role, spec] of Object.entries<NodeRole>(ROLES)) {
    for (let index = 0; index < builder.context.count(spec.perThousand); index++) {
      addNodeGroup(builder, role, index, spec);
    }
  }
}

function addNodeGroup(builder: GcpBuilder, role: string, index: number, spec: NodeRole): void {
  const part = partOf(builder, 'node-group', role, index, { environment: 'prod' });
  const { random, place, zone, name } = part;
  const createdAt = daysBefore(builder.now, spec.young ? random.between(1, 5) : random.between(60, 400));
  const nodeName = `${name}-nodes-${random.hex(4)}`;
  const group: GcpNodeGroup = {
    projectId: place.accountId,
    region: place.region,
    zone,
    id: numericId(random),
    name: `${name}-nodes`,
    createdAt,
    labels: {},
    nodeType: NODE_TYPE,
    nodes: [nodeName],
    ...(spec.autoscaledFrom !== undefined && { autoscaledFrom: spec.autoscaledFrom }),
  };
  builder.nodeGroups.push(group);
  for (let i = 0; i < spec.machines; i++) {
    const tenant = partOf(builder, 'tenant', `${role} ${index}`, i, { place, environment: 'prod' });
    addInstance(builder, 'tenant', tenant, {
      name: `${name}-vm-${i}`,
      machineType: TENANT_TYPE,
      zone,
      createdAt: Math.max(createdAt, daysBefore(builder.now, random.between(40, 58))),
      labels: part.labels,
      tenantOf: { group: group.name, nodeName },
    });
  }
  const at = { accountId: place.accountId, region: place.region };
  const id = `${computeName('nodeGroups', group)}/nodes/${nodeName}`;
  if (spec.fine !== undefined) return builder.context.plantFine(CHECK.soleTenantNode, at, id, spec.fine);
  const because = spec.machines === 0 ? 'no machine is on it' : '20 % of its vCPUs are taken';
  const free = BigInt(100 - spec.machines * 20);
  const monthly = (nodeHourly(group) * HOURS_PER_MONTH * free) / 100n;
  builder.context.plantWaste(CHECK.soleTenantNode, at, id, because, decimalOf(monthly));
}

/** vCPUs and GiB of a node type, which its name tells. */
export function nodeShape(nodeType: string): {
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
} {
  const [family = '', , vcpus, memoryGiB] = nodeType.split('-');
  return { family, vcpus: Number(vcpus), memoryGiB: Number(memoryGiB) };
}

/** Its vCPUs and memory at the price of machines, and a tenth more. Source: Compute Engine, "Sole-tenant node pricing". */
function nodeHourly({ nodeType, region }: GcpNodeGroup): bigint {
  const { family, vcpus, memoryGiB } = nodeShape(nodeType);
  const { core, memory } = familyRates(family, region);
  return ((core * BigInt(vcpus) + memory * BigInt(memoryGiB)) * 11n) / 10n;
}
