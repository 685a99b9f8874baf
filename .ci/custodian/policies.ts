import { z } from 'zod';

const row = z.record(z.string(), z.unknown());

/** One policy of `policies.yml`; its name is that of the check. */
export interface Policy {
  readonly checkId: string;
  /** The id by which Ballast and the sandbox's truth name what the policy selects. */
  readonly idOf: (resource: unknown) => string;
}

const policy = (checkId: string, field: string): Policy => ({
  checkId,
  idOf: (resource) => z.string().parse(row.parse(resource)[field]),
});

/** CloudWatch Logs lists the ARN of a group with `:*` at its end, which most of its other operations do not take. */
const logGroups: Policy = {
  checkId: 'aws-logs-retention-missing',
  idOf: (resource) => z.string().parse(row.parse(resource)['arn']).replace(/:\*$/, ''),
};

/** The ten policies, in the order of `policies.yml`. */
export const policies: readonly Policy[] = [
  policy('aws-ebs-volume-unattached', 'VolumeId'),
  policy('aws-eip-unassociated', 'AllocationId'),
  policy('aws-ec2-instance-stopped-long', 'InstanceId'),
  policy('aws-ebs-gp2-to-gp3', 'VolumeId'),
  policy('aws-ebs-snapshot-old', 'SnapshotId'),
  policy('aws-ec2-ami-unused', 'ImageId'),
  policy('aws-alb-idle', 'LoadBalancerArn'),
  policy('aws-nat-gateway-idle', 'NatGatewayId'),
  logGroups,
  policy('aws-rds-instance-idle', 'DBInstanceArn'),
];
