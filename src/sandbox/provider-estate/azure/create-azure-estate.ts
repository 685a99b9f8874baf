import type { ProviderUsage } from '../usage.ts';
import { AzureContext } from './azure-context.ts';
import { families } from './families.ts';
import type { AzureEstate } from './model.ts';
import { planTenant } from './tenant.ts';

export interface AzureEstateOptions {
  readonly seed: number;
  /** Machines, disks, snapshots and addresses, about; everything else comes on top. */
  readonly resources: number;
  /** Subscriptions that can be read. */
  readonly accounts: number;
  /** Epoch ms. */
  readonly now: number;
}

/** Equal options give an equal estate, to the byte. `usages` is what its resources are billed for. */
export function createAzureEstate(options: AzureEstateOptions): {
  readonly estate: AzureEstate;
  readonly usages: readonly ProviderUsage[];
} {
  const tenant = planTenant(options.seed, options.accounts);
  const context = new AzureContext({ ...options, tenant });
  for (const make of families) make(context);
  const { resources, resourceGroups, recommendations, reservations, truth } = context;
  return {
    estate: {
      seed: options.seed,
      generatedAt: options.now,
      tenantId: tenant.tenantId,
      billingAccountId: tenant.billingAccountId,
      managementGroups: tenant.managementGroups,
      subscriptions: tenant.subscriptions,
      resourceGroups,
      resources,
      recommendations,
      reservations,
      truth,
    },
    usages: context.usages,
  };
}
