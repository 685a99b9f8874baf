import type { ServiceName } from './service-modules.ts';

/** Prefixes of permissions where they differ from our name of the service. */
const prefixes: Readonly<Partial<Record<ServiceName, string>>> = {
  elb: 'elasticloadbalancing',
  elbv2: 'elasticloadbalancing',
};

/** Operations whose permission has another name. Source: Service Authorization Reference, Amazon S3. */
const renamed: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
  's3:ListParts': 's3:ListMultipartUploadParts',
  's3:HeadObject': 's3:GetObject',
  's3:HeadBucket': 's3:ListBucket',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:ListBucketIntelligentTieringConfigurations': 's3:GetIntelligentTieringConfiguration',
  's3:ListBucketMetricsConfigurations': 's3:GetMetricsConfiguration',
  's3:ListBucketInventoryConfigurations': 's3:GetInventoryConfiguration',
};

/** The IAM action that an operation needs; it names the operation in errors, events and permissions. */
export function iamAction(service: ServiceName, operation: string): string {
  const action = `${prefixes[service] ?? service}:${operation}`;
  return Object.hasOwn(renamed, action) ? (renamed[action] ?? action) : action;
}
