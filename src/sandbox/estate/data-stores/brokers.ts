import type { FamilyContext } from '../family-context.ts';
import { keyed, uuidOf } from '../family-parts.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { BrokerCluster, Course } from './model.ts';
import { HOME } from './prices.ts';

const CHECK = 'aws-msk-underused';

const ROLES = {
  plain: { perThousand: 0.6 },
  idle: { perThousand: 0.8, meant: [[CHECK, 'waste', 'nothing is sent to it']] },
  large: { perThousand: 0.8, meant: [[CHECK, 'waste', 'brokers at 10 % of their CPU, with few partitions']] },
  'large-partitions': {
    perThousand: 0.3,
    meant: [[CHECK, 'fine', 'more partitions than a smaller broker should hold']],
  },
  'large-busy': { perThousand: 0.3, meant: [[CHECK, 'fine', 'its CPU is at 50 %']] },
  smallest: { perThousand: 0.3, meant: [[CHECK, 'fine', 'there is no smaller size']] },
  serverless: { perThousand: 0.3, meant: [[CHECK, 'fine', 'it has no brokers']] },
  'young-idle': { perThousand: 0.3, meant: [[CHECK, 'fine', 'made a few days ago']] },
  'silent-idle': {
    perThousand: 0.3,
    meant: [[CHECK, 'fine', 'coverage: no metrics are published from before five days ago']],
  },
  'idle-keep': { perThousand: 0.3, meant: [[CHECK, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

export function buildBrokers(context: FamilyContext): ReadonlyMap<string, BrokerCluster> {
  const all = [...homeParts(context, 'broker', ROLES)].map((part) => {
    const cluster = clusterOf(context, part);
    plantMeant(context, cluster, (ROLES[part.role] as RoleSpec).meant);
    return cluster;
  });
  return keyed(all, ({ arn }) => arn);
}

function clusterOf(context: FamilyContext, part: HomePart<Role>): BrokerCluster {
  const { role, random, accountId, name } = part;
  const brokers = role === 'serverless' ? 0 : 3;
  const type = role.startsWith('large') ? 'm5.2xlarge' : role === 'plain' ? 'm5.xlarge' : 'm5.large';
  const storageGiB = brokers === 0 ? 0 : random.pick([100, 500, 1000]);
  return {
    ...commonOf(context, part),
    service: 'kafka',
    arn: `arn:aws:kafka:${HOME}:${accountId}:cluster/${name}/${uuidOf(random)}-${random.integer(1, 9)}`,
    ...(brokers > 0 && { instanceType: `kafka.${type}` }),
    brokers,
    storageGiB,
    courses: brokers === 0 ? {} : coursesOf(role),
    charges:
      brokers === 0
        ? []
        : [
            { usageType: `USE1-Kafka.${type}`, quantity: brokers },
            { usageType: 'USE1-Kafka.Storage.GP2', quantity: brokers * storageGiB },
          ],
  };
}

function coursesOf(role: Role): Readonly<Record<string, Course>> {
  const idle = role.includes('idle');
  const busy = role === 'plain' || role === 'large-busy';
  const level = (peak: number): Course => ({ is: 'level', shape: 'steady', mean: peak * 0.85, peak });
  const constant = (value: number): Course => ({ is: 'constant', value });
  return {
    CpuUser: level(busy ? 50 : idle ? 2 : 7),
    CpuSystem: level(busy ? 8 : idle ? 1 : 3),
    BytesInPerSec: idle ? constant(6) : level(800_000),
    PartitionCount: constant(role === 'large-partitions' ? 1700 : 300),
    KafkaDataLogsDiskUsed: constant(22),
  };
}
