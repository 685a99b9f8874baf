import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf, type Part } from './builder.ts';
import { buildGroup } from './groups.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpForwardingRule } from './model.ts';
import { computeName, relativeName } from './names.ts';
import { FORWARDING_RULES, HOURS_PER_MONTH } from './prices.ts';

/** Forwarding rules, and how many there are in a thousand resources. */
const ROLES = {
  busy: 4,
  'busy-passthrough': 2,
  'no-backend': 1.5,
  silent: 1.5,
  'silent-passthrough': 1.5,
  young: 1.2,
  redirect: 1.2,
  'service-connect': 1.2,
  keep: 1.2,
} as const;
type Role = keyof typeof ROLES;

const WASTE: Readonly<Partial<Record<Role, string>>> = {
  'no-backend': 'its backend service has no backend',
  silent: 'no request for weeks',
  'silent-passthrough': 'no byte for weeks',
};
const FINE: Readonly<Partial<Record<Role, string>>> = {
  busy: 'serves requests',
  'busy-passthrough': 'passes traffic',
  young: 'no request yet, but made less than 14 days ago',
  redirect: 'has no backend, but redirects to HTTPS, which people use',
  'service-connect': 'an endpoint of Private Service Connect: no balancer',
  keep: `protected by the label ${KEEP_LABEL}`,
};

interface Planted {
  readonly rule: GcpForwardingRule;
  readonly because: string;
}

export function buildBalancers(builder: GcpBuilder): void {
  const wasted: Planted[] = [];
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) {
      const rule = buildRule(builder, role, partOf(builder, 'balancer', role, index, { keep: role === 'keep' }));
      const because = WASTE[role];
      if (because !== undefined) wasted.push({ rule, because });
      else {
        const at = { accountId: rule.projectId, region: rule.region };
        builder.context.plantFine(CHECK.balancerUnused, at, computeName('forwardingRules', rule), FINE[role] ?? '');
      }
    }
  }
  plantWasted(builder, wasted);
}

const isBalancer = ({ scheme }: GcpForwardingRule): boolean => scheme !== '';

/** What it saves to delete them: five rules or fewer of a project and region share one price. */
function plantWasted(builder: GcpBuilder, wasted: readonly Planted[]): void {
  for (const { rule, because } of wasted) {
    const together = (other: GcpForwardingRule): boolean =>
      isBalancer(other) && other.projectId === rule.projectId && other.region === rule.region;
    const all = builder.forwardingRules.filter(together).length;
    const gone = wasted.filter((other) => together(other.rule)).length;
    const saved = ((hourlyOf(all) - hourlyOf(all - gone)) * HOURS_PER_MONTH) / BigInt(gone);
    const at = { accountId: rule.projectId, region: rule.region };
    builder.context.plantWaste(
      CHECK.balancerUnused,
      at,
      computeName('forwardingRules', rule),
      because,
      decimalOf(saved),
    );
  }
}

function hourlyOf(rules: number): bigint {
  const { firstFive, additional } = FORWARDING_RULES;
  return rules === 0 ? 0n : firstFive + additional * BigInt(Math.max(0, rules - 5));
}

function buildRule(builder: GcpBuilder, role: Role, part: Part): GcpForwardingRule {
  const { random, place, name, labels } = part;
  const passthrough = role.endsWith('passthrough');
  const region = passthrough || role === 'service-connect' ? place.region : 'global';
  const createdAt = daysBefore(builder.now, role === 'young' ? random.between(2, 9) : random.between(60, 500));
  const common = { projectId: place.accountId, region, createdAt, labels };
  const backend =
    role === 'redirect' || role === 'service-connect' ? undefined : addBackend(builder, role, part, common);
  const proxied = !passthrough && role !== 'service-connect';
  if (proxied) addProxy(builder, role, part, common, backend);
  const silent = /^(silent|no-backend|young|keep)/.test(role);
  const address =
    role === 'service-connect' ? `10.130.${random.integer(0, 250)}.${random.integer(2, 250)}` : builder.publicAddress();
  const rule: GcpForwardingRule = {
    ...common,
    id: numericId(random),
    name: `${name}-rule`,
    scheme: role === 'service-connect' ? '' : passthrough ? 'EXTERNAL' : 'EXTERNAL_MANAGED',
    address,
    portRange: role === 'redirect' ? '80-80' : '443-443',
    ...(proxied && { target: `global/targetHttpProxies/${name}-proxy`, urlMap: `${name}-map` }),
    ...(role === 'service-connect' && {
      target: `regions/${place.region}/serviceAttachments/partner-${random.hex(4)}`,
    }),
    ...(passthrough && backend !== undefined && { backendService: backend }),
    perHour: silent ? 0 : random.integer(200, 20_000),
  };
  builder.forwardingRules.push(rule);
  if (rule.scheme !== '' && random.chance(0.7)) reserveFor(builder, part, rule);
  return rule;
}

/** An address that was reserved for the rule: in use, though no machine has it. */
function reserveFor(builder: GcpBuilder, { random, name }: Part, rule: GcpForwardingRule): void {
  const address = {
    projectId: rule.projectId,
    region: rule.region,
    id: numericId(random),
    name: `${name}-lb-ip`,
    createdAt: rule.createdAt,
    labels: rule.labels,
    address: rule.address,
    addressType: 'EXTERNAL' as const,
    status: 'IN_USE' as const,
    user: relativeName('forwardingRules', rule),
  };
  builder.addresses.push(address);
  const at = { accountId: rule.projectId, region: rule.region };
  builder.context.plantFine(
    CHECK.addressUnused,
    at,
    computeName('addresses', address),
    'reserved for a forwarding rule',
  );
}

type Common = Pick<GcpForwardingRule, 'projectId' | 'region' | 'createdAt' | 'labels'>;

function addBackend(builder: GcpBuilder, role: Role, { random, name, place }: Part, common: Common): string {
  const service = {
    ...common,
    id: numericId(random),
    name: `${name}-backend`,
    scheme: common.region === 'global' ? 'EXTERNAL_MANAGED' : 'EXTERNAL',
    protocol: common.region === 'global' ? ('HTTP' as const) : ('TCP' as const),
    groups: role === 'no-backend' ? [] : [groupFor(builder, place)],
    healthy: role !== 'no-backend',
  };
  builder.backendServices.push(service);
  return relativeName('backendServices', service);
}

/** A group of the project that takes the traffic: in the rule's region, and made for it where there is none. */
function groupFor(builder: GcpBuilder, place: Part['place']): string {
  const { zone = '', name } =
    builder.groups.find(({ projectId, region }) => projectId === place.accountId && region === place.region) ??
    buildGroup(builder, 'busy', 10_000 + builder.groups.length, place);
  return `zones/${zone}/instanceGroups/${name}`;
}

function addProxy(
  builder: GcpBuilder,
  role: Role,
  { random, name }: Part,
  common: Common,
  backend: string | undefined,
): void {
  builder.targetProxies.push({ ...common, id: numericId(random), name: `${name}-proxy`, urlMap: `${name}-map` });
  builder.urlMaps.push({
    ...common,
    id: numericId(random),
    name: `${name}-map`,
    redirect: role === 'redirect',
    ...(backend !== undefined && { defaultService: backend }),
  });
}
