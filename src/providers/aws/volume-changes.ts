import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { type Fact, known } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import { asked } from './asked.ts';
import type { AwsClient } from './client.ts';

/** When a volume was last modified; undefined where EC2 knows of no modification, unread where it was not told. */
export type ChangeOf = (volumeId: string) => Fact<Instant> | undefined;

const operation = 'ec2:DescribeVolumesModifications';

const Page = z.object({
  // Left out where no volume of the region was ever modified.
  VolumesModifications: z.array(z.object({ VolumeId: z.string(), StartTime: z.date() })).default([]),
});

/** The last modification of every volume of an account and region that had one: one listing for all of them. */
export async function volumeChanges(aws: AwsClient, scope: Scope): Promise<ChangeOf> {
  const changes = await asked(async () => {
    const times = new Map<string, number>();
    for await (const answer of aws.pages('ec2', 'DescribeVolumesModifications', scope, { MaxResults: 500 })) {
      const page = Page.safeParse(answer);
      if (!page.success) {
        const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(page.error)}`;
        throw new CloudError({ category: 'malformed', operation, message });
      }
      for (const { VolumeId, StartTime } of page.data.VolumesModifications) {
        times.set(VolumeId, Math.max(StartTime.getTime(), times.get(VolumeId) ?? 0));
      }
    }
    return times;
  });
  return (volumeId) => {
    if (!changes.known) return changes;
    const time = changes.value.get(volumeId);
    return time === undefined ? undefined : known(instant(time));
  };
}
