import type { Secret } from '../../estate/secrets/model.ts';
import { Timestamp } from '../wire/timestamps.ts';

/** A secret as ListSecrets tells it. */
export function secretEntry(secret: Secret): object {
  return { ...common(secret), SecretVersionsToStages: { [secret.versionId]: ['AWSCURRENT'] } };
}

/** A secret as DescribeSecret tells it: the same, but for the name of the versions' member. */
export function describedSecret(secret: Secret): object {
  return { ...common(secret), VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] } };
}

function common(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    RotationEnabled: secret.rotationEnabled,
    LastChangedDate: new Timestamp(secret.lastChangedAt),
    LastAccessedDate: optionalTime(secret.lastAccessedOn),
    DeletedDate: optionalTime(secret.deletedAt),
    CreatedDate: new Timestamp(secret.createdAt),
    Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Members that are undefined are left out of the answer. */
function optionalTime(epochMs: number | undefined): Timestamp | undefined {
  return epochMs === undefined ? undefined : new Timestamp(epochMs);
}
