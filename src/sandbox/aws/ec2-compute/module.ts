import { ec2Profile } from '../ec2/module.ts';
import { ec2Reads } from '../ec2/operation-tables.ts';
import type { ServiceModule } from '../service-module.ts';
import { describeCapacityReservations } from './describe-capacity-reservations.ts';
import { describeHosts } from './describe-hosts.ts';
import { describeSpotPriceHistory } from './describe-spot-price-history.ts';

/** What EC2 tells of where machines run and of what they are bought for. */
export const ec2ComputeModule: ServiceModule = {
  id: 'ec2',
  profile: ec2Profile,
  operations: ec2Reads({
    DescribeCapacityReservations: describeCapacityReservations,
    DescribeHosts: describeHosts,
    DescribeSpotPriceHistory: describeSpotPriceHistory,
  }),
};
