import { AwsError } from '../wire/errors.ts';

export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Source: Amazon S3 API Reference, "Error responses". */
export const s3Errors = {
  noSuchBucket: () => new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 }),
  noSuchKey: () => new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 }),
  noSuchUpload: () =>
    new AwsError(
      'NoSuchUpload',
      'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      { status: 404 },
    ),
  noLifecycle: () =>
    new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', { status: 404 }),
  noTags: () => new AwsError('NoSuchTagSet', 'The TagSet does not exist', { status: 404 }),
  invalid: (message: string) => new AwsError('InvalidArgument', message, { status: 400 }),
  notHere: (region: string) =>
    new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region is wrong; expecting '${region}'`,
      { status: 400 },
    ),
} as const;
