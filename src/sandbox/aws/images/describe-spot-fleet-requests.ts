import { familyState } from '../../estate/family.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import type { SpotFleet } from '../../estate/images/model.ts';
import type { Call } from '../call.ts';
import { tagSet } from '../ec2/fragments.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 1, max: 1000, above: 'refused', unasked: 1000 };

/** DescribeSpotFleetRequests: active ones, and those that were cancelled within two days. */
export function describeSpotFleetRequests(call: Call, params: QueryParams): string {
  const index = call.world.index.of(familyState(call.world.estate, imagesFamily).spotFleets);
  const ids = params.list('SpotFleetRequestId');
  const missing = ids.find((id) => index.find(call.accountId, call.region, id) === undefined);
  if (missing !== undefined) {
    throw new AwsError('InvalidSpotFleetRequestId.NotFound', `The spot fleet request ID '${missing}' does not exist`);
  }
  function* listing(after: string) {
    for (const fleet of index.resources(call.accountId, call.region, after)) {
      if (ids.length === 0 || ids.includes(fleet.id)) yield fleet;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('spotFleetRequestConfigSet', items.map(fleetXml)) + nextToken;
}

function fleetXml(fleet: SpotFleet): string {
  const document = {
    activityStatus: fleet.state === 'active' ? 'fulfilled' : undefined,
    createTime: xmlTime(fleet.createdAt),
    spotFleetRequestConfig: {
      allocationStrategy: 'priceCapacityOptimized',
      iamFleetRole: `arn:aws:iam::${fleet.accountId}:role/aws-ec2-spot-fleet-tagging-role`,
      fulfilledCapacity: 0,
      launchSpecifications: [
        {
          imageId: fleet.imageId,
          instanceType: fleet.instanceType,
          subnetId: fleet.subnetId,
        },
      ],
      targetCapacity: fleet.targetCapacity,
      terminateInstancesWithExpiration: false,
      type: 'maintain',
      replaceUnhealthyInstances: false,
    },
    spotFleetRequestId: fleet.id,
    spotFleetRequestState: fleet.state,
  };
  return documentXml(document, ec2Form) + tagSet(fleet.tags);
}
