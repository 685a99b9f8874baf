import { Random, Weighted } from '../../estate/random.ts';
import type { ProviderPlace } from '../context.ts';
import type { AzureSubscription, ManagementGroup } from './model.ts';

/** Where the company runs things; the first is home. */
export const HOME_REGIONS = ['eastus', 'westeurope', 'westus2', 'northeurope'] as const;

/** The first region is home; each further one holds a little less. */
const REGION_DECAY = 0.5;

const COMPANY = 'halden';

export interface TenantPlan {
  readonly tenantId: string;
  readonly billingAccountId: string;
  readonly managementGroups: readonly ManagementGroup[];
  /** Enabled ones first; then those that nothing can be read of. */
  readonly subscriptions: readonly AzureSubscription[];
  readonly places: Weighted<ProviderPlace>;
}

interface Kind {
  readonly name: string;
  readonly environment: AzureSubscription['environment'];
  readonly managementGroup: string;
  readonly weight: number;
  readonly quotaId: string;
}

const PAY = 'EnterpriseAgreement_2014-09-01';
const DEV_TEST = 'MSDNDevTest_2014-09-01';

/** Every estate begins with these, in this order, and goes round. */
const KINDS: readonly Kind[] = [
  { name: 'production', environment: 'prod', managementGroup: 'production', weight: 4, quotaId: PAY },
  { name: 'development', environment: 'dev', managementGroup: 'non-production', weight: 2.2, quotaId: PAY },
  { name: 'engineering-msdn', environment: 'dev', managementGroup: 'non-production', weight: 1, quotaId: DEV_TEST },
  { name: 'staging', environment: 'staging', managementGroup: 'non-production', weight: 1.2, quotaId: PAY },
  { name: 'data-production', environment: 'prod', managementGroup: 'production', weight: 2, quotaId: PAY },
  { name: 'sandbox', environment: 'sandbox', managementGroup: 'sandboxes', weight: 0.7, quotaId: PAY },
];

/** A tenant with so many subscriptions that can be read, and one that is disabled. */
export function planTenant(seed: number, accounts: number): TenantPlan {
  const random = new Random(seed, 'azure tenant');
  const tenantId = guidOf(random);
  const billingAccountId = String(random.integer(70_000_000, 89_999_999));
  const enabled = Array.from({ length: accounts }, (_, index) => subscriptionOf(seed, index));
  const disabled: AzureSubscription = {
    id: guidOf(new Random(seed, 'azure subscription', accounts)),
    name: `${COMPANY}-legacy-closed`,
    state: 'Disabled',
    quotaId: PAY,
    managementGroup: 'decommissioned',
    environment: 'sandbox',
    tags: { env: 'closed' },
  };
  const group = (name: string, displayName: string, parent: string = tenantId): ManagementGroup => ({
    name,
    displayName,
    parent,
  });
  return {
    tenantId,
    billingAccountId,
    managementGroups: [
      { name: tenantId, displayName: 'Tenant Root Group' },
      group('landing-zones', 'Landing zones'),
      group('production', 'Production', 'landing-zones'),
      group('non-production', 'Non-production', 'landing-zones'),
      group('sandboxes', 'Sandboxes'),
      group('decommissioned', 'Decommissioned'),
    ],
    subscriptions: [...enabled, disabled],
    places: new Weighted(
      enabled.flatMap(({ id, environment }, index) =>
        HOME_REGIONS.map((region, regionIndex): readonly [ProviderPlace, number] => [
          { accountId: id, region, zones: ['1', '2', '3'], environment },
          (KINDS[index % KINDS.length]!.weight / (1 + Math.floor(index / KINDS.length))) * REGION_DECAY ** regionIndex,
        ]),
      ),
    ),
  };
}

function subscriptionOf(seed: number, index: number): AzureSubscription {
  const { name, environment, managementGroup, quotaId } = KINDS[index % KINDS.length]!;
  const round = Math.floor(index / KINDS.length);
  return {
    id: guidOf(new Random(seed, 'azure subscription', index)),
    name: `${COMPANY}-${name}${round === 0 ? '' : `-${round + 1}`}`,
    state: 'Enabled',
    quotaId,
    managementGroup,
    environment,
    tags: { env: environment, owner: 'cloud-platform' },
  };
}

/** In the form of a version 4 UUID. */
export function guidOf(random: Random): string {
  return [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');
}
