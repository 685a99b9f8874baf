import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { named, xmlDocument } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { bucketsOf } from './bucket.ts';
import { s3Errors, s3Namespace } from './errors.ts';

/** ListBuckets: of all regions, or of one; in pages only where a size is asked for, as the service does. */
export function listBuckets(call: Call, fields: Readonly<Record<string, unknown>>): string {
  const input = new DocumentInput(fields, s3Errors.invalid);
  const region = input.optionalText('bucket-region');
  const prefix = input.optionalText('prefix') ?? '';
  const all = [...bucketsOf(call).values()]
    .filter((bucket) => bucket.accountId === call.accountId && bucket.name.startsWith(prefix))
    .filter((bucket) => region === undefined || bucket.region === region)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(call, {
    listing: `buckets ${region ?? ''} ${prefix}`,
    token: input.optionalText('continuation-token'),
    limit: input.optionalInteger('max-buckets', { min: 1, max: 10_000 }) ?? 10_000,
    items: (after) => itemsAfter(all, after, ({ name }) => name),
    positionOf: ({ name }) => name,
    badToken: () => s3Errors.invalid('The continuation token provided is incorrect'),
  });
  return xmlDocument('ListAllMyBucketsResult', s3Namespace, {
    Owner: { ID: call.accountId.padStart(64, '0') },
    Buckets: named(
      'Bucket',
      items.map((bucket) => ({
        Name: bucket.name,
        CreationDate: new Timestamp(bucket.createdAt),
        // Told in a listing that asks for pages or a region alone.
        BucketRegion: region !== undefined || input.has('max-buckets') ? bucket.region : undefined,
        BucketArn: `arn:aws:s3:::${bucket.name}`,
      })),
    ),
    ContinuationToken: nextToken,
    Prefix: prefix === '' ? undefined : prefix,
  });
}
