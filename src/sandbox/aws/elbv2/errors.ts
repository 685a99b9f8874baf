import { AwsError } from '../wire/errors.ts';

/** Source: Elastic Load Balancing API version 2015-12-01, errors of each operation. */
export const elbv2Errors = {
  validation: (message: string) => new AwsError('ValidationError', message),
  badMarker: () => new AwsError('ValidationError', 'Invalid marker'),
  noBalancer: () => new AwsError('LoadBalancerNotFound', 'One or more load balancers not found'),
  noTargetGroup: () => new AwsError('TargetGroupNotFound', 'One or more target groups not found'),
  noListener: () => new AwsError('ListenerNotFound', 'One or more listeners not found'),
  tooMany: (what: string, most: number) => new AwsError('ValidationError', `Up to ${most} ${what} can be specified`),
} as const;
