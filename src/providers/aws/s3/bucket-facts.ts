import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import type { Fact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Bucket, IncompleteUpload, IncompleteUploads, LifecycleRule, Tags } from '../../../domain/resources.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer } from '../read-aside.ts';

/** What only calls of its own tell of a bucket. */
export type BucketFacts = Pick<Bucket, 'lifecycleRules' | 'versioning' | 'incompleteUploads' | 'countsRequests'> & {
  readonly tags: Fact<Tags>;
};

export const bucketFactPermissions = [
  's3:GetLifecycleConfiguration',
  's3:GetBucketVersioning',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:GetMetricsConfiguration',
  's3:GetBucketTagging',
] as const;

/** Five requests a bucket, none of them a listing of its objects. */
export async function bucketFacts(aws: AwsClient, scope: Scope, bucket: string): Promise<BucketFacts> {
  const [lifecycleRules, versioning, incompleteUploads, countsRequests, tags] = await Promise.all([
    asked(() => lifecycleRulesOf(aws, scope, bucket)),
    asked(() => versioningOf(aws, scope, bucket)),
    asked(() => incompleteUploadsOf(aws, scope, bucket)),
    asked(() => countsRequestsOf(aws, scope, bucket)),
    asked(() => tagsOfBucket(aws, scope, bucket)),
  ]);
  return { lifecycleRules, versioning, incompleteUploads, countsRequests, tags };
}

/** The answer, or undefined for the error by which S3 says that there is no such configuration. */
async function unlessMissing(code: string, ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CloudError && error.vendorCode === code) return undefined;
    throw error;
  }
}

const Rules = z.object({
  Rules: z
    .array(
      z.object({
        Status: z.string(),
        // The old form of a rule has a prefix beside, the new one a filter; empty ones hold for all objects.
        Prefix: z.string().optional(),
        Filter: z
          .object({
            Prefix: z.string().optional(),
            Tag: z.unknown().optional(),
            And: z.unknown().optional(),
            ObjectSizeGreaterThan: z.number().optional(),
            ObjectSizeLessThan: z.number().optional(),
          })
          .optional(),
        Transitions: z.array(z.unknown()).default([]),
        Expiration: z.object({ Days: z.number().optional(), Date: z.date().optional() }).optional(),
        NoncurrentVersionExpiration: z.unknown().optional(),
        NoncurrentVersionTransitions: z.array(z.unknown()).default([]),
        AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.number() }).optional(),
      }),
    )
    .default([]),
});

async function lifecycleRulesOf(aws: AwsClient, scope: Scope, Bucket: string): Promise<readonly LifecycleRule[]> {
  const answer = await unlessMissing('NoSuchLifecycleConfiguration', () =>
    aws.call('s3', 'GetBucketLifecycleConfiguration', scope, { Bucket }),
  );
  if (answer === undefined) return [];
  return parseAnswer(Rules, answer, 's3:GetLifecycleConfiguration').Rules.map((rule): LifecycleRule => {
    const { Filter = {}, Expiration, AbortIncompleteMultipartUpload: abort } = rule;
    const narrowed = [Filter.Tag, Filter.And, Filter.ObjectSizeGreaterThan, Filter.ObjectSizeLessThan];
    return {
      enabled: rule.Status === 'Enabled',
      holdsForAll: (rule.Prefix ?? Filter.Prefix ?? '') === '' && narrowed.every((part) => part === undefined),
      transitions: rule.Transitions.length > 0,
      expires: Expiration?.Days !== undefined || Expiration?.Date !== undefined,
      expiresNoncurrent: rule.NoncurrentVersionExpiration !== undefined,
      transitionsNoncurrent: rule.NoncurrentVersionTransitions.length > 0,
      ...(abort !== undefined && { abortsUploadsAfterDays: abort.DaysAfterInitiation }),
    };
  });
}

// A bucket that never had versions answers without a status.
const Versioning = z.object({ Status: z.enum(['Enabled', 'Suspended']).optional() });

async function versioningOf(aws: AwsClient, scope: Scope, Bucket: string) {
  const answer = await aws.call('s3', 'GetBucketVersioning', scope, { Bucket });
  const { Status } = parseAnswer(Versioning, answer, 's3:GetBucketVersioning');
  return Status === undefined ? 'never' : Status === 'Enabled' ? 'enabled' : 'suspended';
}

const Uploads = z.object({
  Uploads: z.array(z.object({ Key: z.string(), UploadId: z.string(), Initiated: z.date() })).default([]),
  IsTruncated: z.boolean().optional(),
});

/** One page of a thousand tells enough: whether there are any, how old, and for the first ones how large. */
const mostUploads = 1000;

/** Their parts are asked one by one: of so many at most. */
const mostSized = 20;

async function incompleteUploadsOf(aws: AwsClient, scope: Scope, Bucket: string): Promise<IncompleteUploads> {
  const input = { Bucket, MaxUploads: mostUploads };
  const answer = await aws.call('s3', 'ListMultipartUploads', scope, input);
  const page = parseAnswer(Uploads, answer, 's3:ListBucketMultipartUploads');
  const oldestFirst = page.Uploads.toSorted((a, b) => a.Initiated.getTime() - b.Initiated.getTime());
  const uploads = await Promise.all(
    oldestFirst.slice(0, mostSized).map(async ({ Key, UploadId, Initiated }): Promise<IncompleteUpload> => ({
      initiatedAt: instant(Initiated),
      bytes: await asked(() => partBytes(aws, scope, { Bucket, Key, UploadId })),
    })),
  );
  return { uploads, truncated: page.IsTruncated === true || oldestFirst.length > mostSized };
}

const Parts = z.object({ Parts: z.array(z.object({ Size: z.number().nonnegative() })).default([]) });

/** An upload has ten thousand parts at most: ten pages. */
async function partBytes(
  aws: AwsClient,
  scope: Scope,
  input: { readonly Bucket: string; readonly Key: string; readonly UploadId: string },
): Promise<number> {
  let bytes = 0;
  const pages = aws.pagesBy(['PartNumberMarker', 'NextPartNumberMarker'], 's3', 'ListParts', scope, input);
  for await (const answer of pages) {
    const { Parts: parts } = parseAnswer(Parts, answer, 's3:ListMultipartUploadParts');
    bytes += parts.reduce((sum, { Size }) => sum + Size, 0);
    if ((answer as { readonly IsTruncated?: unknown }).IsTruncated !== true) break;
  }
  return bytes;
}

const Metrics = z.object({
  MetricsConfigurationList: z.array(z.object({ Id: z.string(), Filter: z.unknown().optional() })).default([]),
});

/** The id that the console and the documentation give to request metrics of a whole bucket. */
export const wholeBucketMetrics = 'EntireBucket';

async function countsRequestsOf(aws: AwsClient, scope: Scope, Bucket: string): Promise<boolean> {
  const answer = await aws.call('s3', 'ListBucketMetricsConfigurations', scope, { Bucket });
  const { MetricsConfigurationList: list } = parseAnswer(Metrics, answer, 's3:GetMetricsConfiguration');
  return list.some(({ Id, Filter }) => Filter === undefined && Id === wholeBucketMetrics);
}

const TagSet = z.object({ TagSet: z.array(z.object({ Key: z.string(), Value: z.string() })) });

async function tagsOfBucket(aws: AwsClient, scope: Scope, Bucket: string): Promise<Tags> {
  const answer = await unlessMissing('NoSuchTagSet', () => aws.call('s3', 'GetBucketTagging', scope, { Bucket }));
  if (answer === undefined) return {};
  const { TagSet: tags } = parseAnswer(TagSet, answer, 's3:GetBucketTagging');
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
