import { AwsError } from '../wire/errors.ts';

/** Source: ECS API reference, errors of each operation. */
export const ecsErrors = {
  invalid: (message: string) => new AwsError('InvalidParameterException', message),
  client: (message: string) => new AwsError('ClientException', message),
  badToken: () => new AwsError('InvalidParameterException', 'Invalid token.'),
  noCluster: () => new AwsError('ClusterNotFoundException', 'Cluster not found.'),
} as const;
