import type { Fact } from './fact.ts';
import type { ProviderId } from './ids.ts';
import type { Tags } from './resources.ts';

/** An account, project, subscription: FOCUS calls it a sub account. */
export interface Account {
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly name: string;
  /** Names from the top down: organisational units, folders, management groups, domain. */
  readonly parentPath: Fact<readonly string[]>;
  /** FOCUS BillingAccountId: who gets the invoice. */
  readonly billingAccountId: Fact<string>;
  readonly state: 'active' | 'suspended' | 'closed';
  readonly tags: Fact<Tags>;
}
