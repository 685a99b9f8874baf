import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import type { SnapshotPolicy } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';

const Policy = z.object({
  PolicyId: z.string().min(1),
  Description: z.string().optional(),
  State: z.string().min(1),
  // Left out for a policy without tags.
  Tags: z.record(z.string(), z.string()).default({}),
});

/** Lifecycle policies of Data Lifecycle Manager; the call has no pages. Source: DLM API, GetLifecyclePolicies. */
export const snapshotPolicies = defineCollector({
  type: 'aws:dlm:lifecycle-policy',
  kind: 'snapshot-policy',
  reach: 'regional',
  permissions: ['dlm:GetLifecyclePolicies'],
  operation: 'dlm:GetLifecyclePolicies',
  page: z.object({ Policies: z.array(Policy) }),
  rows: ['Policies'],
  rowId: 'PolicyId',
  async *fetch(aws: AwsClient, scope) {
    yield await aws.call('dlm', 'GetLifecyclePolicies', scope, {});
  },
  toResources: ({ Policies }, scope) =>
    Policies.map((p): SnapshotPolicy => ({
      kind: 'snapshot-policy',
      type: 'aws:dlm:lifecycle-policy',
      resourceId: p.PolicyId,
      scope,
      ...(p.Description !== undefined && p.Description !== '' && { name: p.Description }),
      state: p.State,
      createdAt: unread('the listing does not tell when a policy was made'),
      tags: known(p.Tags),
    })),
});
