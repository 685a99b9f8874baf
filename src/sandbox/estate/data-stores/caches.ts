import type { FamilyContext } from '../family-context.ts';
import { keyed } from '../family-parts.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { Cache, Course } from './model.ts';
import { cacheOperations, HOME } from './prices.ts';

const IDLE = 'aws-elasticache-idle';
const SIZE = 'aws-elasticache-rightsize';
const gap = 'coverage: no metrics are published from before five days ago';

const ROLES = {
  plain: { perThousand: 1.5 },
  idle: { perThousand: 1.2, meant: [[IDLE, 'waste', 'no command, and the connections of the service itself']] },
  'idle-memcached': {
    perThousand: 0.5,
    meant: [[IDLE, 'waste', 'no command, and the connections of the service itself']],
  },
  'writes-only': { perThousand: 0.4, meant: [[IDLE, 'fine', 'written to, and never read: a queue']] },
  listener: { perThousand: 0.4, meant: [[IDLE, 'fine', 'a dozen clients wait for messages']] },
  'young-idle': { perThousand: 0.4, meant: [[IDLE, 'fine', 'made a few days ago']] },
  'global-idle': { perThousand: 0.3, meant: [[IDLE, 'fine', 'the second region of a global datastore']] },
  'silent-idle': {
    perThousand: 0.3,
    meant: [
      [IDLE, 'fine', gap],
      [SIZE, 'fine', gap],
    ],
  },
  serverless: { perThousand: 0.3, meant: [[IDLE, 'fine', 'it has no nodes']] },
  'idle-keep': { perThousand: 0.3, meant: [[IDLE, 'fine', 'protected by the tag ballast:keep']] },
  large: { perThousand: 1.2, meant: [[SIZE, 'waste', '12 % of its memory and little of its CPU are used']] },
  'large-full': { perThousand: 0.3, meant: [[SIZE, 'fine', 'its memory is 70 % full']] },
  'large-busy': { perThousand: 0.3, meant: [[SIZE, 'fine', 'the core of its engine is busy']] },
  'large-evicting': { perThousand: 0.3, meant: [[SIZE, 'fine', 'it evicts keys']] },
  'large-tiered': { perThousand: 0.3, meant: [[SIZE, 'fine', 'some of its data lies on disks of its nodes']] },
  'large-memcached': { perThousand: 0.3, meant: [[SIZE, 'fine', 'Memcached fills whatever it has']] },
  'large-near': { perThousand: 0.3, meant: [[SIZE, 'fine', 'its memory is 45 % full: half as much would not do']] },
  'large-keep': { perThousand: 0.3, meant: [[SIZE, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

export function buildCaches(context: FamilyContext): ReadonlyMap<string, Cache> {
  const caches = [...homeParts(context, 'cache', ROLES)].map((part) => {
    const cache = cacheOf(context, part);
    plantMeant(context, cache, (ROLES[part.role] as RoleSpec).meant);
    return cache;
  });
  return keyed(caches, ({ arn }) => arn);
}

function cacheOf(context: FamilyContext, part: HomePart<Role>): Cache {
  const { role, random, accountId } = part;
  const common = commonOf(context, part);
  // ElastiCache's names end after 40 characters.
  const name = common.name.slice(0, 36);
  const form: Cache['form'] = role === 'serverless' ? 'serverless' : role.endsWith('memcached') ? 'cluster' : 'group';
  const nodes = form === 'serverless' ? 0 : random.pick([1, 2, 2, 3]);
  const kind = { group: 'replicationgroup', cluster: 'cluster', serverless: 'serverlesscache' }[form];
  const nodeIds =
    form === 'group'
      ? Array.from({ length: nodes }, (_, at) => `${name}-${String(at + 1).padStart(3, '0')}`)
      : form === 'cluster'
        ? Array.from({ length: nodes }, (_, at) => String(at + 1).padStart(4, '0'))
        : [];
  const nodeType = nodeTypeOf(role);
  const clusterArn = (id: string): string => `arn:aws:elasticache:${HOME}:${accountId}:cluster:${id}`;
  return {
    ...common,
    name,
    service: 'elasticache',
    arn: `arn:aws:elasticache:${HOME}:${accountId}:${kind}:${name}`,
    form,
    engine: form === 'serverless' ? 'valkey' : form === 'cluster' ? 'memcached' : 'redis',
    nodeType,
    nodeIds,
    ...(role === 'global-idle' && { globalId: `ldgnf-${name.slice(0, 20)}` }),
    courses: coursesOf(role),
    charges:
      form === 'serverless'
        ? []
        : form === 'cluster'
          ? [{ usageType: `NodeUsage:${nodeType}`, operation: cacheOperations.Memcached, quantity: nodes }]
          : [{ usageType: `NodeUsage:${nodeType}`, operation: cacheOperations.Redis, quantity: 1 }],
    ...(form === 'group' && { billedAs: nodeIds.map(clusterArn) }),
  };
}

function nodeTypeOf(role: Role): string {
  if (role === 'plain') return 'cache.r6g.large';
  if (role === 'large-tiered') return 'cache.r6gd.xlarge';
  return role.startsWith('large') ? 'cache.r6g.2xlarge' : 'cache.m6g.large';
}

const level = (peak: number): Course => ({ is: 'level', shape: 'daily', mean: peak * 0.6, peak });
const constant = (value: number): Course => ({ is: 'constant', value });
const count = (perHour: number): Course => ({ is: 'count', shape: 'daily', perHour });

function coursesOf(role: Role): Readonly<Record<string, Course>> {
  if (role === 'serverless') return {};
  const idle = /idle|listener/.test(role);
  const reads = idle || role === 'writes-only' ? constant(0) : count(90_000);
  const writes = idle ? constant(0) : count(20_000);
  const connections = constant(role === 'listener' ? 12 : idle ? 3 : 60);
  if (role.endsWith('memcached')) {
    return {
      CmdGet: reads,
      CmdSet: writes,
      CurrConnections: connections,
      CPUUtilization: level(15),
      Evictions: constant(0),
    };
  }
  return {
    GetTypeCmds: reads,
    SetTypeCmds: writes,
    CurrConnections: connections,
    EngineCPUUtilization: level(role === 'large-busy' ? 75 : idle ? 1 : role === 'plain' ? 55 : 9),
    CPUUtilization: level(idle ? 2 : 14),
    DatabaseMemoryUsagePercentage: level(memoryOf(role)),
    Evictions: role === 'large-evicting' ? count(300) : constant(0),
  };
}

function memoryOf(role: Role): number {
  if (role === 'large-full') return 70;
  if (role === 'large-near') return 45;
  if (role === 'plain') return 65;
  return role.startsWith('large') ? 12 : 3;
}
