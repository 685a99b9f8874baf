import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';

const OPERATION = 'compute.images.getIamPolicy';

export const sharingPermissions = ['compute.images.getIamPolicy'] as const;

// Bindings are left out of a policy that has none.
const Policy = z.object({ bindings: z.array(z.object({ members: z.array(z.string()).default([]) })).default([]) });

/**
 * Whether somebody may use an image by a policy of its own: everybody, or members that are not of the project by
 * themselves. What is granted on projects and above is no matter of the image. Source: Compute Engine API,
 * images.getIamPolicy; there is no call for several images.
 */
export async function imageSharing(gcp: GcpClient, scope: Scope, imageName: string): Promise<Fact<boolean>> {
  const path = `compute/v1/projects/${scope.accountId}/global/images/${imageName}/getIamPolicy`;
  try {
    const policy = Policy.safeParse(await gcp.call(OPERATION, scope, { path }));
    if (!policy.success) return unread(`malformed: ${OPERATION}: ${z.prettifyError(policy.error)}`);
    return known(policy.data.bindings.some(({ members }) => members.length > 0));
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}
