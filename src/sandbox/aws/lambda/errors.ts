import { AwsError } from '../wire/errors.ts';

/** Source: Lambda API reference, errors of each operation. */
export const lambdaErrors = {
  invalid: (message: string) => new AwsError('InvalidParameterValueException', message),
  badToken: () => new AwsError('InvalidParameterValueException', 'Invalid Pagination Token'),
  noFunction: (arn: string) => new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { status: 404 }),
} as const;
