import type { AwsAccount, AwsOrganization, AwsOrganizationalUnit, EstateOptions } from '../model.ts';
import { Random } from '../random.ts';
import { daysBefore } from './time.ts';

/** What an account is for; it decides tags, sizes and how much waste looks natural in it. */
export type Environment = 'management' | 'prod' | 'staging' | 'dev' | 'sandbox';

export interface OrganizationPlan {
  readonly organization: AwsOrganization;
  /** Active accounts first, the management account leading; then the suspended one. */
  readonly accounts: readonly AwsAccount[];
  readonly active: readonly {
    readonly account: AwsAccount;
    readonly environment: Environment;
    readonly weight: number;
  }[];
}

const COMPANY = 'halden';
const PROD_TEAMS = ['core', 'payments', 'data', 'retail', 'search', 'edge', 'identity', 'logistics'];
const DEV_TEAMS = ['core', 'payments', 'data', 'mobile', 'retail'];
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Account ids are 12 digits that can be worked out by hand: a leading 1 (the third account leads with 0, as real
 * ids can, so that nobody stores them as numbers), the seed modulo 10^6 in six digits, the index in five.
 * Seed 42 has the management account `100004200000`.
 */
export function accountIdOf(seed: number, index: number): string {
  const digits = (value: number, width: number): string => String(Math.floor(value)).padStart(width, '0');
  return `${index === 2 ? 0 : 1}${digits(Math.abs(seed) % 1_000_000, 6)}${digits(index, 5)}`;
}

function lower(random: Random, length: number): string {
  return Array.from({ length }, () => LOWER[random.integer(0, LOWER.length - 1)]).join('');
}

function unitsOf(random: Random, rootId: string): Record<string, AwsOrganizationalUnit> {
  const unit = (name: string, parentId: string): AwsOrganizationalUnit => ({
    id: `ou-${rootId.slice(2)}-${lower(random, 8)}`,
    name,
    parentId,
  });
  const production = unit('Production', rootId);
  const development = unit('Development', rootId);
  const sandbox = unit('Sandbox', rootId);
  return {
    production,
    platform: unit('Platform', production.id),
    development,
    staging: unit('Staging', development.id),
    sandbox,
    experiments: unit('Experiments', sandbox.id),
    suspended: unit('Suspended', rootId),
  };
}

/** Member accounts cycle through these; production carries most of the estate, as it does in life. */
const CYCLE: readonly { readonly environment: Environment; readonly unit: string; readonly weight: number }[] = [
  { environment: 'prod', unit: 'production', weight: 9 },
  { environment: 'dev', unit: 'development', weight: 4 },
  { environment: 'prod', unit: 'platform', weight: 6 },
  { environment: 'staging', unit: 'staging', weight: 3 },
  { environment: 'sandbox', unit: 'experiments', weight: 2 },
  { environment: 'prod', unit: 'production', weight: 5 },
];

/** Exactly `options.accounts` active accounts and one suspended one, which no tool can read resources from. */
export function planOrganization(options: EstateOptions): OrganizationPlan {
  const random = new Random(options.seed, 'organization');
  const rootId = `r-${lower(random, 4)}`;
  const units = unitsOf(random, rootId);
  const ageDays = 1460 + random.integer(0, 400);

  const active = Array.from({ length: options.accounts }, (_, index) => {
    const member = index === 0 ? undefined : CYCLE[(index - 1) % CYCLE.length]!;
    const round = index === 0 ? 0 : Math.floor((index - 1) / CYCLE.length);
    const environment = member?.environment ?? 'management';
    const own = new Random(options.seed, 'account', index);
    const teams = environment === 'prod' ? PROD_TEAMS : DEV_TEAMS;
    const team = teams[Math.max(0, index - 1) % teams.length]!;
    const suffix = member === undefined ? 'management' : `${environment}-${team}`;
    const name = `${COMPANY}-${suffix}${round > 0 ? `-${round + 1}` : ''}`;
    const account: AwsAccount = {
      id: accountIdOf(options.seed, index),
      name,
      email: `aws+${name.slice(COMPANY.length + 1)}@${COMPANY}.example`,
      status: 'ACTIVE',
      joinedAt: daysBefore(options.now, index === 0 ? ageDays : own.between(1110, ageDays - 20)),
      parentId: member === undefined ? rootId : units[member.unit]!.id,
      tags: member === undefined ? { owner: 'cloud-platform' } : { env: environment, owner: team },
    };
    const alone = options.accounts === 1;
    return {
      account,
      environment: alone ? 'prod' : environment,
      weight: (member?.weight ?? (alone ? 1 : 0.7)) / (1 + round),
    };
  });

  const suspended: AwsAccount = {
    id: accountIdOf(options.seed, options.accounts),
    name: `${COMPANY}-legacy-closed`,
    email: `aws+legacy@${COMPANY}.example`,
    status: 'SUSPENDED',
    joinedAt: daysBefore(options.now, ageDays - 100),
    parentId: units['suspended']!.id,
    tags: { env: 'closed' },
  };

  return {
    organization: {
      id: `o-${lower(random, 10)}`,
      managementAccountId: active[0]!.account.id,
      rootId,
      units: Object.values(units),
    },
    accounts: [...active.map(({ account }) => account), suspended],
    active,
  };
}
