import type { FamilyContext } from '../family-context.ts';
import { policyIdOf } from '../generate/snapshots.ts';
import { daysBefore } from '../generate/time.ts';
import type { BuiltImage } from './images.ts';
import type { LifecyclePolicy } from './model.ts';

/** The lifecycle policies that snapshots and images name and that are still there: one for each account and region. */
export function buildPolicies(
  context: FamilyContext,
  images: readonly BuiltImage[],
): ReadonlyMap<string, LifecyclePolicy> {
  const policies = new Map<string, LifecyclePolicy>();
  const named = [...context.snapshots, ...images.map(({ image }) => image)];
  for (const { accountId, region, tags } of named) {
    const id = tags['aws:dlm:lifecycle-policy-id'];
    // Another id is that of a policy that was deleted since.
    if (id === undefined || id !== policyIdOf(accountId, region) || policies.has(id)) continue;
    policies.set(id, {
      id,
      accountId,
      region,
      description: 'daily backup of tagged volumes',
      state: 'ENABLED',
      type: 'EBS_SNAPSHOT_MANAGEMENT',
      createdAt: daysBefore(context.now, 900),
      tags: { team: 'platform' },
    });
  }
  return policies;
}
