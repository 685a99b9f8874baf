import { z } from 'zod';
import { fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Bucket } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer } from '../read-aside.ts';
import { bucketFactPermissions, type BucketFacts, bucketFacts } from '../s3/bucket-facts.ts';

const Listed = z.object({
  Name: z.string().min(1),
  CreationDate: z.date().optional(),
  facts: z.custom<BucketFacts>((value) => typeof value === 'object' && value !== null),
});

const Location = z.object({ LocationConstraint: z.string().nullish() });

/**
 * S3 buckets of one account that are in the region. The listing takes the region as a filter; what does not know the
 * filter (emulators, older private endpoints) lists all, and is asked for each bucket's own.
 * Source: Amazon S3 API Reference, ListBuckets.
 */
export const buckets = defineCollector({
  type: 'aws:s3:bucket',
  kind: 'bucket',
  reach: 'regional',
  permissions: ['s3:ListAllMyBuckets', 's3:GetBucketLocation', ...bucketFactPermissions],
  operation: 's3:ListAllMyBuckets',
  page: z.object({ Buckets: z.array(Listed) }),
  rows: ['Buckets'],
  rowId: 'Name',
  async *fetch(aws: AwsClient, scope) {
    const input = { BucketRegion: scope.regionId, MaxBuckets: 1000 };
    for await (const answer of aws.pagesBy('ContinuationToken', 's3', 'ListBuckets', scope, input)) {
      const { Buckets, ...rest } = answer as { readonly Buckets?: readonly Readonly<Record<string, unknown>>[] };
      if (!Array.isArray(Buckets)) {
        // An account without buckets may answer without the list; anything else that lacks it is not an answer.
        yield 'Owner' in rest || '$metadata' in rest ? { ...rest, Buckets: [] } : answer;
        continue;
      }
      const rows = Buckets as readonly Readonly<Record<string, unknown>>[];
      const own: Readonly<Record<string, unknown>>[] = [];
      for (const row of rows) if (await isInRegion(aws, scope, row)) own.push(row);
      const described = await Promise.all(
        own.map(async (row) => ({
          ...row,
          facts: typeof row['Name'] === 'string' ? await bucketFacts(aws, scope, row['Name']) : undefined,
        })),
      );
      yield { ...rest, Buckets: described };
    }
  },
  toResources: ({ Buckets }, scope) =>
    Buckets.map(({ Name, CreationDate, facts }): Bucket => ({
      kind: 'bucket',
      type: 'aws:s3:bucket',
      // Names are unique in all of AWS; a bill lists buckets by them.
      resourceId: Name,
      scope,
      name: Name,
      state: 'active',
      createdAt: mapFact(fact(CreationDate, 'CreationDate'), instant),
      ...facts,
    })),
});

async function isInRegion(aws: AwsClient, scope: Scope, row: Readonly<Record<string, unknown>>): Promise<boolean> {
  const { Name, BucketRegion } = row;
  if (typeof BucketRegion === 'string') return BucketRegion === scope.regionId;
  // A row without its name is no bucket that could be asked: the schema says so.
  if (typeof Name !== 'string') return true;
  const answer = await aws.call('s3', 'GetBucketLocation', scope, { Bucket: Name });
  const { LocationConstraint } = parseAnswer(Location, answer, 's3:GetBucketLocation');
  return regionOfLocation(LocationConstraint) === scope.regionId;
}

/** The first region has no location, and the oldest one in Europe its old name (S3 API, GetBucketLocation). */
const regionOfLocation = (location: string | null | undefined): string =>
  location === null || location === undefined || location === ''
    ? 'us-east-1'
    : location === 'EU'
      ? 'eu-west-1'
      : location;
