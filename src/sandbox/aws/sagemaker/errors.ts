import { AwsError } from '../wire/errors.ts';

/** SageMaker words most refusals as ValidationException. Source: SageMaker API reference, "Common errors". */
export const sagemakerErrors = {
  invalid: (message: string) => new AwsError('ValidationException', message),
  badToken: () => new AwsError('ValidationException', 'Invalid pagination token.'),
  noApp: () => new AwsError('ResourceNotFound', 'Unable to find App.'),
  noEndpoint: (arn: string) => new AwsError('ValidationException', `Could not find endpoint "${arn}".`),
  noConfig: (arn: string) => new AwsError('ValidationException', `Could not find endpoint configuration "${arn}".`),
} as const;
