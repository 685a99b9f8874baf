import { type Fact, fact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { factOf } from './facts-beside.ts';
import type { AzureReader } from './reader.ts';

/** The subscription's offer, which decides whether Microsoft's licences are paid for. */
export async function offerOf(reader: AzureReader, scope: Scope): Promise<Fact<string>> {
  const subscription = await factOf(() => reader.subscription(scope));
  return subscription.known ? fact(subscription.value.offer, 'subscriptionPolicies.quotaId') : subscription;
}
