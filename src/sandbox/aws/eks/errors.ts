import { AwsError } from '../wire/errors.ts';

/** Source: EKS API reference, errors of each operation. */
export const eksErrors = {
  invalid: (message: string) => new AwsError('InvalidParameterException', message),
  badToken: () => new AwsError('InvalidParameterException', 'The nextToken is invalid.'),
  noCluster: (name: string) =>
    new AwsError('ResourceNotFoundException', `No cluster found for name: ${name}.`, { status: 404 }),
  noGroup: (name: string) =>
    new AwsError('ResourceNotFoundException', `No node group found for name: ${name}.`, { status: 404 }),
} as const;
