import { AwsError } from '../wire/errors.ts';

export const secretsManagerErrors = {
  invalidParameter: (message: string) => new AwsError('InvalidParameterException', message),
  invalidToken: () => new AwsError('InvalidNextTokenException', 'You provided an invalid value for NextToken.'),
  notFound: () => new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
} as const;
