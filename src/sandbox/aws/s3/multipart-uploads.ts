import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { flat, xmlDocument } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { bucketOf } from './bucket.ts';
import { s3Errors, s3Namespace } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/** ListMultipartUploads: a thousand a page, in order of key. */
export function listMultipartUploads(call: Call, fields: Fields): string {
  const input = new DocumentInput(fields, s3Errors.invalid);
  const { name, uploads } = bucketOf(call, fields);
  const most = input.optionalInteger('max-uploads', { min: 1, max: 1000 }) ?? 1000;
  const marker = input.optionalText('key-marker') ?? '';
  const rest = [...uploads].sort((a, b) => (a.key < b.key ? -1 : 1)).filter(({ key }) => key > marker);
  const page = rest.slice(0, call.halvePage ? Math.max(1, Math.floor(rest.length / 2)) : most);
  const last = page.at(-1);
  const truncated = page.length < rest.length;
  return xmlDocument('ListMultipartUploadsResult', s3Namespace, {
    Bucket: name,
    KeyMarker: marker,
    UploadIdMarker: '',
    NextKeyMarker: truncated ? last?.key : undefined,
    NextUploadIdMarker: truncated ? last?.uploadId : undefined,
    MaxUploads: most,
    IsTruncated: truncated,
    Upload: flat(
      page.map((upload) => ({
        UploadId: upload.uploadId,
        Key: upload.key,
        Initiated: new Timestamp(upload.initiatedAt),
        StorageClass: 'STANDARD',
      })),
    ),
  });
}

/** ListParts of an upload: a thousand a page, in order of number. */
export function listParts(call: Call, fields: Fields): string {
  const input = new DocumentInput(fields, s3Errors.invalid);
  const { name, uploads } = bucketOf(call, fields);
  const upload = uploads.find(({ key, uploadId }) => key === fields['Key'] && uploadId === fields['uploadId']);
  if (upload === undefined) throw s3Errors.noSuchUpload();
  const most = input.optionalInteger('max-parts', { min: 1, max: 1000 }) ?? 1000;
  const marker = Number(input.optionalText('part-number-marker') ?? 0);
  const page = upload.parts.slice(marker, marker + most);
  return xmlDocument('ListPartsResult', s3Namespace, {
    Bucket: name,
    Key: upload.key,
    UploadId: upload.uploadId,
    PartNumberMarker: marker,
    NextPartNumberMarker: marker + page.length,
    MaxParts: most,
    IsTruncated: marker + page.length < upload.parts.length,
    Part: flat(
      page.map((Size, at) => ({
        PartNumber: marker + at + 1,
        LastModified: new Timestamp(upload.initiatedAt),
        ETag: `"${upload.uploadId.slice(0, 32)}"`,
        Size,
      })),
    ),
    StorageClass: 'STANDARD',
  });
}
