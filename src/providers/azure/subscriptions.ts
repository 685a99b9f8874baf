import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { AzureClient } from './client.ts';

export const subscriptionPermission = 'Microsoft.Resources/subscriptions/read';

/** As the SDK hands it on: without what it does not know. */
const Row = z.object({
  subscriptionId: z.string().min(1),
  displayName: z.string().nullish(),
  tenantId: z.string().nullish(),
  state: z.string().min(1),
  subscriptionPolicies: z.object({ quotaId: z.string().nullish() }).nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
});

export interface Subscription {
  readonly subscriptionId: string;
  readonly name: string;
  readonly tenantId: string | undefined;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`. */
  readonly state: string;
  /** What it was sold as: `EnterpriseAgreement_2014-09-01`, `MSDNDevTest_2014-09-01`. */
  readonly offer: string | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** Subscriptions that the caller sees. Source: Subscriptions API 2022-12-01, List and Get. */
export class Subscriptions {
  readonly #azure: AzureClient;

  constructor(azure: AzureClient) {
    this.#azure = azure;
  }

  async list(scope: Scope): Promise<readonly Subscription[]> {
    const { credential, options } = this.#azure.sdkSettings('resources', subscriptionPermission, scope);
    const client = new SubscriptionClient(credential, options);
    const found: Subscription[] = [];
    for await (const row of client.subscriptions.list()) found.push(subscriptionOf(row));
    return found;
  }

  async get(scope: Scope): Promise<Subscription> {
    const { credential, options } = this.#azure.sdkSettings('resources', subscriptionPermission, scope);
    return subscriptionOf(await new SubscriptionClient(credential, options).subscriptions.get(scope.accountId));
  }
}

function subscriptionOf(row: unknown): Subscription {
  const parsed = Row.safeParse(row);
  if (!parsed.success) {
    const message = `the answer of ${subscriptionPermission} is not what the API documents: ${z.prettifyError(parsed.error)}`;
    throw new CloudError({ category: 'malformed', operation: subscriptionPermission, message });
  }
  const { subscriptionId, displayName, tenantId, state, subscriptionPolicies, tags } = parsed.data;
  return {
    subscriptionId: subscriptionId.toLowerCase(),
    name: displayName ?? subscriptionId,
    tenantId: tenantId?.toLowerCase(),
    state,
    offer: subscriptionPolicies?.quotaId ?? undefined,
    tags: tags ?? undefined,
  };
}

/**
 * Offers whose prices leave out what Windows costs: Visual Studio subscribers' (`MSDN_…`) and dev/test subscriptions,
 * enterprise or pay-as-you-go (`MSDNDevTest_…`). Sources: Cost Management documentation, "Supported Microsoft Azure
 * offers" (quota ids); Azure offer details MS-AZR-0148P and MS-AZR-0023P (rates).
 */
export const isDevTestOffer = (quotaId: string): boolean => /^MSDN(DevTest)?_/i.test(quotaId);
