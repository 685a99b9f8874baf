import type { Call, QueryOperation } from '../call.ts';
import { queryOperations } from '../operation.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { describeAddresses } from './describe-addresses.ts';
import { describeInstances } from './describe-instances.ts';
import { describeAvailabilityZones, describeRegions } from './describe-regions.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { describeVolumes } from './describe-volumes.ts';

const table: Readonly<Record<string, QueryOperation>> = {
  DescribeAddresses: describeAddresses,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeInstances: describeInstances,
  DescribeRegions: describeRegions,
  DescribeSnapshots: describeSnapshots,
  DescribeVolumes: describeVolumes,
};

/** Amazon EC2, version 2016-11-15. */
export const ec2Operations = queryOperations(
  Object.fromEntries(Object.entries(table).map(([name, operation]) => [name, withDryRun(operation)])),
);

/** Every EC2 operation takes `DryRun`: it checks the permissions (here all are given) and does nothing. */
function withDryRun(operation: QueryOperation): QueryOperation {
  return (call: Call, params: QueryParams) => {
    if (params.get('DryRun') === 'true') {
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
    }
    return operation(call, params);
  };
}
