import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { MS_PER_DAY } from '../../domain/instant.ts';
import type { Tags } from '../../domain/resources.ts';
import { asked } from './asked.ts';
import type { AwsClient } from './client.ts';

/** Tags of a recovery point by its ARN. */
export type PointTagsOf = (arn: string) => Fact<Tags>;

const Page = z.object({ RecoveryPoints: z.array(z.unknown()) });
const Row = z.object({
  RecoveryPointArn: z.string(),
  CreationDate: z.date(),
  Status: z.string().optional(),
  CalculatedLifecycle: z.object({ DeleteAt: z.date().optional() }).optional(),
});

/** What is removed sooner is never older than a quarter, and no check asks for its tags. */
const SHORT_DAYS = 90;
/** DescribeTags takes so many values of a filter. Source: EC2 API, "List and filter". */
const IDS_PER_CALL = 200;

/**
 * Tags of the recovery points of a page. The listing has none: snapshots and images are asked for by the hundred with
 * ec2:DescribeTags, what AWS Backup keeps itself one by one with backup:ListTags, and only what is kept for longer than
 * a quarter. Those of other services are theirs to tell.
 */
export async function recoveryPointTags(aws: AwsClient, scope: Scope, answer: unknown): Promise<PointTagsOf> {
  const tags = new Map<string, Fact<Tags>>();
  const kept = keptLong(answer);
  const inEc2 = kept.flatMap((arn) => {
    const id = /^arn:[\w-]+:ec2:[^:]*:[^:]*:(?:snapshot|image)\/(.+)$/.exec(arn)?.[1];
    return id === undefined ? [] : [{ arn, id }];
  });
  for (let at = 0; at < inEc2.length; at += IDS_PER_CALL) {
    const part = inEc2.slice(at, at + IDS_PER_CALL);
    const told = await asked(() =>
      ec2Tags(
        aws,
        scope,
        part.map(({ id }) => id),
      ),
    );
    for (const { arn, id } of part) tags.set(arn, told.known ? known(told.value.get(id) ?? {}) : told);
  }
  const own = kept.filter((arn) => /^arn:[\w-]+:backup:/.test(arn));
  await Promise.all(
    own.map(async (arn) => {
      tags.set(arn, await asked(() => backupTags(aws, scope, arn)));
    }),
  );
  return (arn) => tags.get(arn) ?? unread('AWS Backup does not tell the tags of this recovery point');
}

function keptLong(answer: unknown): readonly string[] {
  const page = Page.safeParse(answer);
  return (page.success ? page.data.RecoveryPoints : []).flatMap((each) => {
    const row = Row.safeParse(each);
    if (!row.success) return [];
    const { RecoveryPointArn, CreationDate, CalculatedLifecycle, Status } = row.data;
    const end = CalculatedLifecycle?.DeleteAt;
    const isShort = end !== undefined && end.getTime() - CreationDate.getTime() < SHORT_DAYS * MS_PER_DAY;
    // What expired should be gone and is not: it may be of any age.
    return isShort && Status !== 'EXPIRED' ? [] : [RecoveryPointArn];
  });
}

const Ec2Page = z.object({
  Tags: z.array(z.object({ ResourceId: z.string(), Key: z.string(), Value: z.string().default('') })).default([]),
});

async function ec2Tags(aws: AwsClient, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
  const found = new Map<string, Record<string, string>>();
  const input = { Filters: [{ Name: 'resource-id', Values: [...ids] }], MaxResults: 1000 };
  for await (const answer of aws.pages('ec2', 'DescribeTags', scope, input)) {
    const page = Ec2Page.safeParse(answer);
    if (!page.success) throw malformed('ec2:DescribeTags', page.error);
    for (const { ResourceId, Key, Value } of page.data.Tags) {
      found.set(ResourceId, { ...found.get(ResourceId), [Key]: Value });
    }
  }
  return found;
}

const BackupPage = z.object({ Tags: z.record(z.string(), z.string()).default({}) });

async function backupTags(aws: AwsClient, scope: Scope, ResourceArn: string): Promise<Tags> {
  let tags: Tags = {};
  for await (const answer of aws.pages('backup', 'ListTags', scope, { ResourceArn, MaxResults: 1000 })) {
    const page = BackupPage.safeParse(answer);
    if (!page.success) throw malformed('backup:ListTags', page.error);
    tags = { ...tags, ...page.data.Tags };
  }
  return tags;
}

const malformed = (operation: string, error: z.ZodError): CloudError =>
  new CloudError({
    category: 'malformed',
    operation,
    message: `the answer of ${operation} is not what the API documents: ${z.prettifyError(error)}`,
  });
