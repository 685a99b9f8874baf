import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { AwsClient } from './client.ts';

const operation = 'autoscaling:DescribeAutoScalingGroups';

const Specification = z.object({ LaunchTemplateId: z.string().optional(), Version: z.string().optional() }).optional();

const Page = z.object({
  AutoScalingGroups: z.array(
    z.object({
      LaunchTemplate: Specification,
      MixedInstancesPolicy: z
        .object({
          LaunchTemplate: z
            .object({
              LaunchTemplateSpecification: Specification,
              Overrides: z.array(z.object({ LaunchTemplateSpecification: Specification })).default([]),
            })
            .optional(),
        })
        .optional(),
    }),
  ),
});

/** By launch template: the versions that an Auto Scaling group is set to by number. Source: Auto Scaling API, LaunchTemplateSpecification. */
export async function pinnedVersions(aws: AwsClient, scope: Scope): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const pinned = new Map<string, Set<number>>();
  for await (const answer of aws.pages('autoscaling', 'DescribeAutoScalingGroups', scope, { MaxRecords: 100 })) {
    const page = Page.safeParse(answer);
    if (!page.success) {
      const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(page.error)}`;
      throw new CloudError({ category: 'malformed', operation, message });
    }
    for (const { LaunchTemplate, MixedInstancesPolicy } of page.data.AutoScalingGroups) {
      const mixed = MixedInstancesPolicy?.LaunchTemplate;
      const all = [
        LaunchTemplate,
        mixed?.LaunchTemplateSpecification,
        ...(mixed?.Overrides ?? []).map(({ LaunchTemplateSpecification }) => LaunchTemplateSpecification),
      ];
      for (const one of all) {
        // `$Latest` and `$Default` are among those that are listed for every template.
        const version = Number(one?.Version);
        if (one?.LaunchTemplateId === undefined || !Number.isInteger(version)) continue;
        pinned.set(one.LaunchTemplateId, (pinned.get(one.LaunchTemplateId) ?? new Set()).add(version));
      }
    }
  }
  return pinned;
}
