import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import type { Endpoint } from './model.ts';
import { endpointRates, monthOf } from './prices.ts';

const CHECK = 'aws-sagemaker-endpoint-idle';

/** For each thousand resources. */
const ROLES = {
  unasked: 0.8,
  'unasked-variants': 0.4,
  'asked-once': 0.3,
  'at-work': 0.6,
  serverless: 0.3,
  asynchronous: 0.3,
  'without-machines': 0.3,
  components: 0.3,
  young: 0.3,
  changed: 0.3,
  silent: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

export function buildEndpoints(context: FamilyContext): readonly Endpoint[] {
  return [...familyParts(context, 'endpoint', ROLES)].map((part) => {
    const endpoint = endpointOf(context, part);
    plant(context, part.role, endpoint);
    return endpoint;
  });
}

function endpointOf(context: FamilyContext, { role, random, place, name, tags }: FamilyPart<Role>): Endpoint {
  const { accountId, region } = place;
  const createdDays = role === 'young' ? random.between(3, 10) : random.between(40, 300);
  const modifiedDays = role === 'changed' ? random.between(2, 10) : Math.min(createdDays, random.between(20, 38));
  const serving = role === 'serverless' || role === 'asynchronous' || role === 'components' ? role : 'real-time';
  return {
    arn: `arn:aws:sagemaker:${region}:${accountId}:endpoint/${name}`,
    name,
    accountId,
    region,
    configName: `${name}-config`,
    serving,
    type: random.pick(Object.keys(endpointRates)),
    instances: role === 'without-machines' || role === 'serverless' ? 0 : random.integer(1, 3),
    variants: role === 'unasked-variants' ? ['champion', 'challenger'] : ['AllTraffic'],
    createdAt: daysBefore(context.now, createdDays),
    modifiedAt: daysBefore(context.now, modifiedDays),
    tags,
    requests:
      role === 'at-work'
        ? { kind: 'daily', perDay: Math.round(random.between(2000, 90_000)) }
        : role === 'asked-once'
          ? { kind: 'once', perDay: 40 }
          : { kind: 'none', perDay: 0 },
    reports: role !== 'silent' && role !== 'without-machines' && role !== 'serverless',
  };
}

function plant(context: FamilyContext, role: Role, endpoint: Endpoint): void {
  const fine = (because: string): void => context.plantFine(CHECK, endpoint, endpoint.arn, because);
  switch (role) {
    case 'unasked':
    case 'unasked-variants': {
      const month = monthOf(endpointRates[endpoint.type]!.hour, endpoint.instances * endpoint.variants.length);
      return context.plantWaste(CHECK, endpoint, endpoint.arn, 'its machines are there, and nobody asks them', month);
    }
    case 'asked-once':
      return fine('some requests on one day of the window');
    case 'at-work':
      return fine('asked all day');
    case 'serverless':
      return fine('serverless: it costs nothing while nobody asks');
    case 'asynchronous':
      return fine('asynchronous: its requests queue');
    case 'without-machines':
      return fine('scaled to zero');
    case 'components':
      return fine('coverage: it serves inference components, whose requests are counted one by one');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'changed':
      return fine('changed within the window of 14 days');
    case 'silent':
      return fine('coverage: its machines report nothing');
    case 'keep':
      return fine('protected by a tag');
  }
}
