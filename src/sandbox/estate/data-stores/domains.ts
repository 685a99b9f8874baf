import type { FamilyContext } from '../family-context.ts';
import { keyed } from '../family-parts.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { Course, SearchDomain } from './model.ts';
import { HOME } from './prices.ts';

const CHECK = 'aws-opensearch-underused';

const ROLES = {
  plain: { perThousand: 0.8 },
  idle: { perThousand: 0.8, meant: [[CHECK, 'waste', 'nothing is searched in it or written to it']] },
  large: { perThousand: 0.8, meant: [[CHECK, 'waste', 'large data nodes at 6 % of their CPU and 12 % of their heap']] },
  'writes-only': { perThousand: 0.3, meant: [[CHECK, 'fine', 'it is written to']] },
  'large-busy': { perThousand: 0.3, meant: [[CHECK, 'fine', 'its CPU is at 60 %']] },
  'large-heap': { perThousand: 0.3, meant: [[CHECK, 'fine', 'its heap is at 68 %']] },
  'large-stored': { perThousand: 0.3, meant: [[CHECK, 'fine', 'its nodes hold more than a small one takes']] },
  smallest: { perThousand: 0.3, meant: [[CHECK, 'fine', 'there is no smaller type']] },
  'silent-idle': {
    perThousand: 0.3,
    meant: [[CHECK, 'fine', 'coverage: no metrics are published from before five days ago']],
  },
  'idle-keep': { perThousand: 0.3, meant: [[CHECK, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

export function buildDomains(context: FamilyContext): ReadonlyMap<string, SearchDomain> {
  const all = [...homeParts(context, 'domain', ROLES)].map((part) => {
    const domain = domainOf(context, part);
    plantMeant(context, domain, (ROLES[part.role] as RoleSpec).meant);
    return domain;
  });
  return keyed(all, ({ arn }) => arn);
}

function domainOf(context: FamilyContext, part: HomePart<Role>): SearchDomain {
  const { role, random, accountId } = part;
  const common = commonOf(context, part);
  // Names of domains end after 28 characters, so the tail that tells them apart stays.
  const name = `${common.name.slice(0, 20).replace(/-+$/, '')}-${random.hex(6)}`;
  const large = role.startsWith('large');
  const type = large ? 'c4.8xlarge' : 'c4.2xlarge';
  const instances = large ? 3 : 2;
  const storageGiB = role === 'large-stored' ? 1000 : 150;
  return {
    ...common,
    name,
    service: 'opensearch',
    arn: `arn:aws:es:${HOME}:${accountId}:domain/${name}`,
    instanceType: `${type}.search`,
    instances,
    storageGiB,
    courses: coursesOf(role),
    charges: [
      { usageType: `ESInstance:${type}`, quantity: instances },
      { usageType: 'ES:GP2-Storage', quantity: storageGiB * instances },
    ],
  };
}

function coursesOf(role: Role): Readonly<Record<string, Course>> {
  const idle = role.includes('idle');
  const level = (peak: number): Course => ({ is: 'level', shape: 'steady', mean: peak * 0.85, peak });
  const zero: Course = { is: 'constant', value: 0 };
  return {
    SearchRate: idle || role === 'writes-only' ? zero : level(200),
    IndexingRate: idle ? zero : level(90),
    CPUUtilization: level(role === 'large-busy' ? 60 : role === 'plain' ? 50 : 6),
    JVMMemoryPressure: level(role === 'large-heap' ? 68 : role === 'plain' ? 60 : 12),
  };
}
