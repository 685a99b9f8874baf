import { decimalOf, divideHalfEven, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { DAY, wholeSecond } from '../generate/time.ts';
import type { Random } from '../random.ts';
import type { ReservedService, Reservation, SavingsPlan } from './model.ts';
import { type Payment, reservedRate, splitRate, type Years } from './rates.ts';
import type { SteadyLine } from './steady-usage.ts';

const YEAR = 365 * DAY;

const services: Readonly<Record<string, ReservedService>> = {
  'Amazon Elastic Compute Cloud - Compute': 'ec2',
  'Amazon Relational Database Service': 'rds',
  'Amazon ElastiCache': 'elasticache',
  'Amazon OpenSearch Service': 'opensearch',
  'Amazon Redshift': 'redshift',
  'Amazon MemoryDB': 'memorydb',
};

export const serviceCodes: Readonly<Record<ReservedService, string>> = {
  ec2: 'AmazonEC2',
  rds: 'AmazonRDS',
  elasticache: 'AmazonElastiCache',
  opensearch: 'AmazonES',
  redshift: 'AmazonRedshift',
  memorydb: 'AmazonMemoryDB',
};

export const reservedServiceOf = (line: Pick<SteadyLine, 'service'>): ReservedService | undefined =>
  services[line.service];

export interface Term {
  /** Days until it ends; negative for one that has. */
  readonly endsInDays: number;
  readonly years?: Years;
  readonly payment?: Payment;
  readonly state?: 'active' | 'queued' | 'retired';
}

/** When a term begins and ends, to the second. */
export function termOf(
  now: number,
  { endsInDays, years = 1 }: Term,
): { readonly startAt: number; readonly endAt: number } {
  const endAt = wholeSecond(now + endsInDays * DAY);
  return { startAt: endAt - years * YEAR, endAt };
}

const uuid = (random: Random): string =>
  [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');

/** `BoxUsage:m5.large` or `InstanceUsage:db.r6g.xl`: the size in the service's own words. */
export const unitNameOf = ({ usageType }: Pick<SteadyLine, 'usageType'>): string =>
  (usageType.split(':').at(-1) ?? '').replace(/(\d)xl$/, '$1xlarge');

/** A reservation of so many units of a line. */
export function reservationOf(
  context: FamilyContext,
  random: Random,
  line: SteadyLine,
  count: number,
  term: Term,
): Reservation {
  const { years = 1, payment = 'No Upfront', state = 'active' } = term;
  const service = reservedServiceOf(line) ?? 'ec2';
  const effective = divideHalfEven(line.rate * reservedRate(serviceCodes[service], years, payment), 1000n);
  const { hourly, upfront } = splitRate(effective, years, payment);
  const { region, accountId, usageType, operation } = line;
  const id = service === 'rds' || service === 'elasticache' ? `ri-${random.hex(12)}` : uuid(random);
  return {
    id,
    arn: arnOf(service, region, accountId, id),
    service,
    serviceName: line.service,
    accountId,
    region,
    usageType,
    operation,
    unitName: unitNameOf(line),
    description: descriptionOf(service, operation),
    multiAz: usageType.includes('Multi-AZ'),
    count,
    hourly: decimalOf(hourly),
    upfront: decimalOf(upfront),
    payment,
    years,
    offeringClass: 'standard',
    ...termOf(context.now, term),
    state,
    subscriptionId: String(random.integer(1_000_000_000, 9_999_999_999)),
    tags: service === 'ec2' ? { Name: `${unitNameOf(line)} in ${region}`, team: 'finops' } : {},
  };
}

function arnOf(service: ReservedService, region: string, accountId: string, id: string): string {
  const resource = {
    ec2: `ec2:${region}:${accountId}:reserved-instances/${id}`,
    rds: `rds:${region}:${accountId}:ri:${id}`,
    elasticache: `elasticache:${region}:${accountId}:reserved-instance:${id}`,
    opensearch: `es:${region}:${accountId}:reserved-instances/${id}`,
    redshift: `redshift:${region}:${accountId}:reservednode:${id}`,
    memorydb: `memorydb:${region}:${accountId}:reservednode/${id}`,
  };
  return `arn:aws:${resource[service]}`;
}

/** Engines by RDS's code in the bill's operation, as the API describes what is reserved. */
const engines: Readonly<Record<string, string>> = {
  '02': 'mysql',
  '14': 'postgresql',
  '16': 'aurora-mysql',
  '18': 'mariadb',
  '21': 'aurora-postgresql',
};

function descriptionOf(service: ReservedService, operation: string): string {
  switch (service) {
    case 'ec2':
      return 'Linux/UNIX';
    case 'rds':
      return engines[/00(\d\d)$/.exec(operation)?.[1] ?? ''] ?? 'mysql';
    case 'elasticache':
      return 'redis';
    default:
      return '';
  }
}

export interface PlanShape extends Omit<Term, 'state'> {
  readonly state?: SavingsPlan['state'];
  readonly type: SavingsPlan['type'];
  /** USD per hour, in pico; rounded down to a thousandth, as plans are sold. */
  readonly commitment: bigint;
  readonly family?: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export function planOf(context: FamilyContext, random: Random, shape: PlanShape): SavingsPlan {
  const id = uuid(random);
  const accountId = context.organization.managementAccountId;
  const { years = 1, payment = 'No Upfront', state = 'active', type, family } = shape;
  const thousandth = picoOf('0.001');
  return {
    id,
    arn: `arn:aws:savingsplans::${accountId}:savingsplan/${id}`,
    accountId,
    region: shape.region ?? 'global',
    type,
    ...(family !== undefined && { family }),
    commitment: decimalOf((shape.commitment / thousandth) * thousandth),
    payment,
    years,
    ...termOf(context.now, { ...shape, state: 'active' }),
    state,
    tags: shape.tags ?? { team: 'finops' },
  };
}
