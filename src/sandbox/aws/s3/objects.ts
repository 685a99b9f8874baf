import { createHash } from 'node:crypto';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { flat, xmlDocument } from '../wire/document-xml.ts';
import { RestAnswer } from '../wire/render.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { bucketOf } from './bucket.ts';
import { s3Errors, s3Namespace } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

interface HeldObject {
  readonly key: string;
  readonly modifiedAt: number;
  readonly bytes: Buffer;
}

/**
 * The objects that can be had: one note in each bucket. What else a bucket holds is known by its size and number alone, as it
 * is to whoever never lists it.
 */
function objectsOf(call: Call, fields: Fields): readonly HeldObject[] {
  const bucket = bucketOf(call, fields);
  return [{ key: 'README.txt', modifiedAt: bucket.createdAt, bytes: Buffer.from(`This is ${bucket.name}.\n`) }];
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

export function listObjectsV2(call: Call, fields: Fields): string {
  const input = new DocumentInput(fields, s3Errors.invalid);
  const prefix = input.optionalText('prefix') ?? '';
  const { name } = bucketOf(call, fields);
  const all = objectsOf(call, fields).filter(({ key }) => key.startsWith(prefix));
  const limit = input.optionalInteger('max-keys', { min: 1, max: 1000 }) ?? 1000;
  const { items, nextToken } = pageOf(call, {
    listing: `objects ${name} ${prefix}`,
    token: input.optionalText('continuation-token'),
    limit,
    items: (after) => itemsAfter(all, after, ({ key }) => key),
    positionOf: ({ key }) => key,
    badToken: () => s3Errors.invalid('The continuation token provided is incorrect'),
  });
  return xmlDocument('ListBucketResult', s3Namespace, {
    Name: name,
    Prefix: prefix,
    KeyCount: items.length,
    MaxKeys: limit,
    IsTruncated: nextToken !== undefined,
    Contents: flat(
      items.map(({ key, modifiedAt, bytes }) => ({
        Key: key,
        LastModified: new Timestamp(modifiedAt),
        ETag: etagOf(bytes),
        Size: bytes.length,
        StorageClass: 'STANDARD',
      })),
    ),
    NextContinuationToken: nextToken,
  });
}

export function headBucket(call: Call, fields: Fields): RestAnswer {
  const { region } = bucketOf(call, fields);
  return new RestAnswer({ headers: { 'x-amz-bucket-region': region } });
}

const found = (call: Call, fields: Fields): HeldObject => {
  const object = objectsOf(call, fields).find(({ key }) => key === fields['Key']);
  if (object === undefined) throw s3Errors.noSuchKey();
  return object;
};

const headersOf = ({ bytes, modifiedAt }: HeldObject) => ({
  etag: etagOf(bytes),
  'last-modified': new Date(modifiedAt).toUTCString(),
  'accept-ranges': 'bytes',
  'content-type': 'text/plain',
});

export function headObject(call: Call, fields: Fields): RestAnswer {
  const object = found(call, fields);
  return new RestAnswer({ headers: { ...headersOf(object), 'content-length': String(object.bytes.length) } });
}

export function getObject(call: Call, fields: Fields): RestAnswer {
  const object = found(call, fields);
  return new RestAnswer({ headers: headersOf(object), body: object.bytes });
}
