import type { Table } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { type Fields, ownStores, storesOf } from '../data-stores/listing.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** Namespaces that the API knows and for which something in the estate is scaled. */
const SCALED = 'dynamodb';

/** DescribeScalableTargets: of one namespace, which has to be named; 50 a page at most. */
function describeScalableTargets(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const namespace = input.text('ServiceNamespace');
  const ids = input.texts('ResourceIds');
  const dimension = input.optionalText('ScalableDimension');
  const all = namespace === SCALED ? [...ownStores(call, storesOf(call).tables)].flatMap(targetsOf) : [];
  const key = (target: Target): string => `${target.ResourceId} ${target.ScalableDimension}`;
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([namespace, ids, dimension]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 50 }) ?? 50,
    items: (after) => itemsAfter(all, after, key),
    keep: (target) =>
      (ids.length === 0 || ids.includes(target.ResourceId)) &&
      (dimension === undefined || dimension === target.ScalableDimension),
    positionOf: key,
    badToken: () => new AwsError('InvalidNextTokenException', 'The next token supplied is invalid.'),
  });
  return { ScalableTargets: items, NextToken: nextToken };
}

type Target = ReturnType<typeof targetsOf>[number];

function targetsOf({ name, accountId, region, createdAt, scaling }: Table) {
  if (scaling === undefined) return [];
  return ['Read', 'Write'].map((what) => ({
    ServiceNamespace: SCALED,
    ResourceId: `table/${name}`,
    ScalableDimension: `dynamodb:table:${what}CapacityUnits`,
    MinCapacity: scaling.min,
    MaxCapacity: scaling.max,
    RoleARN: `arn:aws:iam::${accountId}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`,
    CreationTime: new Timestamp(createdAt),
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    ScalableTargetARN: `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/0ec5${what.toLowerCase()}${name}`,
  }));
}

/** Application Auto Scaling, version 2016-02-06: what scales, and between what. */
export const applicationAutoScalingModule: ServiceModule = {
  id: 'application-autoscaling',
  profile: jsonProfile({
    signingName: 'application-autoscaling',
    targetPrefix: 'AnyScaleFrontendService',
    jsonVersion: '1.1',
    messageField: 'Message',
    internal: { code: 'InternalServiceException', status: 500, message: 'The service encountered an internal error.' },
  }),
  operations: documentOperations({ DescribeScalableTargets: describeScalableTargets }),
};
