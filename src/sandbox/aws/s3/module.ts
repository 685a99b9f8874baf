import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restXmlProfile } from '../service-profiles.ts';
import {
  getBucketLifecycleConfiguration,
  getBucketLocation,
  getBucketTagging,
  getBucketVersioning,
  listBucketMetricsConfigurations,
} from './bucket-configuration.ts';
import { listBuckets } from './list-buckets.ts';
import { listMultipartUploads, listParts } from './multipart-uploads.ts';
import { getObject, headBucket, headObject, listObjectsV2 } from './objects.ts';
import { s3Namespace } from './errors.ts';

/** Amazon S3, version 2006-03-01, path style: buckets, their configuration, uploads, and the objects that are held. */
export const s3Module: ServiceModule = {
  id: 's3',
  // Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
  actions: {
    ListBuckets: 'ListAllMyBuckets',
    GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
    ListBucketMetricsConfigurations: 'GetMetricsConfiguration',
    ListMultipartUploads: 'ListBucketMultipartUploads',
    ListParts: 'ListMultipartUploadParts',
    ListObjectsV2: 'ListBucket',
    HeadBucket: 'ListBucket',
    HeadObject: 'GetObject',
  },
  profile: {
    ...restXmlProfile({ signingName: 's3', xmlNamespace: s3Namespace }),
    errorRoot: 'Error',
    denied: { code: 'AccessDenied', status: 403, message: 'Access Denied' },
    throttled: { code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
    internal: { code: 'InternalError', status: 500, message: 'We encountered an internal error. Please try again.' },
    unknownKey: {
      code: 'InvalidAccessKeyId',
      status: 403,
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    },
    expiredToken: { code: 'ExpiredToken', status: 400, message: 'The provided token has expired.' },
  },
  operations: restOperations({
    ListBuckets: listBuckets,
    GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
    GetBucketLocation: getBucketLocation,
    GetBucketTagging: getBucketTagging,
    GetBucketVersioning: getBucketVersioning,
    ListBucketMetricsConfigurations: listBucketMetricsConfigurations,
    ListMultipartUploads: listMultipartUploads,
    ListParts: listParts,
    ListObjectsV2: listObjectsV2,
    HeadBucket: headBucket,
    HeadObject: headObject,
    GetObject: getObject,
  }),
  routes: [
    {
      operation: 'ListBuckets',
      method: 'GET',
      path: '/',
      query: { 'max-buckets': 'integer' },
    },
    { operation: 'GetBucketLifecycleConfiguration', method: 'GET', path: '/{Bucket}', when: { lifecycle: '' } },
    { operation: 'GetBucketLocation', method: 'GET', path: '/{Bucket}', when: { location: '' } },
    { operation: 'GetBucketTagging', method: 'GET', path: '/{Bucket}', when: { tagging: '' } },
    { operation: 'GetBucketVersioning', method: 'GET', path: '/{Bucket}', when: { versioning: '' } },
    { operation: 'ListBucketMetricsConfigurations', method: 'GET', path: '/{Bucket}', when: { metrics: '' } },
    {
      operation: 'ListMultipartUploads',
      method: 'GET',
      path: '/{Bucket}',
      when: { uploads: '' },
      query: { 'max-uploads': 'integer' },
    },
    {
      operation: 'ListObjectsV2',
      method: 'GET',
      path: '/{Bucket}',
      when: { 'list-type': '2' },
      query: { 'max-keys': 'integer' },
    },
    { operation: 'HeadBucket', method: 'HEAD', path: '/{Bucket}' },
    {
      operation: 'ListParts',
      method: 'GET',
      path: '/{Bucket}/{Key+}',
      when: { uploadId: '' },
      query: { 'max-parts': 'integer' },
    },
    { operation: 'HeadObject', method: 'HEAD', path: '/{Bucket}/{Key+}', headers: { range: 'text' } },
    { operation: 'GetObject', method: 'GET', path: '/{Bucket}/{Key+}', headers: { range: 'text' } },
  ],
  subresources: [
    'lifecycle',
    'location',
    'tagging',
    'versioning',
    'metrics',
    'uploads',
    'uploadId',
    'list-type',
    'acl',
    'policy',
    'encryption',
    'replication',
    'website',
    'logging',
    'versions',
    'attributes',
  ],
};
