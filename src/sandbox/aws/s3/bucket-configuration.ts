import type { BucketRule } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { flat, named, xmlDocument } from '../wire/document-xml.ts';
import { bucketOf } from './bucket.ts';
import { s3Errors, s3Namespace } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

export function getBucketLifecycleConfiguration(call: Call, fields: Fields): string {
  const { rules } = bucketOf(call, fields);
  if (rules.length === 0) throw s3Errors.noLifecycle();
  return xmlDocument('LifecycleConfiguration', s3Namespace, { Rule: flat(rules.map(ruleDocument)) });
}

const ruleDocument = (rule: BucketRule): object => ({
  ID: rule.id,
  Filter: { Prefix: rule.prefix },
  Status: rule.enabled ? 'Enabled' : 'Disabled',
  Transition:
    rule.transitionDays === undefined ? undefined : flat([{ Days: rule.transitionDays, StorageClass: 'STANDARD_IA' }]),
  Expiration: rule.expireDays === undefined ? undefined : { Days: rule.expireDays },
  NoncurrentVersionExpiration: rule.noncurrentDays === undefined ? undefined : { NoncurrentDays: rule.noncurrentDays },
  AbortIncompleteMultipartUpload: rule.abortDays === undefined ? undefined : { DaysAfterInitiation: rule.abortDays },
});

/** The first region has no location. */
export function getBucketLocation(call: Call, fields: Fields): string {
  const { region } = bucketOf(call, fields);
  const open = `<LocationConstraint xmlns="${s3Namespace}"`;
  return region === 'us-east-1' ? `${open}/>` : `${open}>${region}</LocationConstraint>`;
}

export function getBucketTagging(call: Call, fields: Fields): string {
  const { tags } = bucketOf(call, fields);
  const entries = Object.entries(tags);
  if (entries.length === 0) throw s3Errors.noTags();
  return xmlDocument('Tagging', s3Namespace, {
    TagSet: named(
      'Tag',
      entries.map(([Key, Value]) => ({ Key, Value })),
    ),
  });
}

/** A bucket that never had versions answers without a status. */
export function getBucketVersioning(call: Call, fields: Fields): string {
  return xmlDocument('VersioningConfiguration', s3Namespace, { Status: bucketOf(call, fields).versioning });
}

export function listBucketMetricsConfigurations(call: Call, fields: Fields): string {
  const { requestMetrics } = bucketOf(call, fields);
  return xmlDocument('ListMetricsConfigurationsResult', s3Namespace, {
    MetricsConfiguration: requestMetrics ? flat([{ Id: 'EntireBucket' }]) : undefined,
    IsTruncated: false,
  });
}
