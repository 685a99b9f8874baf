import { AwsError } from '../wire/errors.ts';

/** The errors of Cost Explorer that depend on what was asked. */
export const costExplorerErrors = {
  validation: (message: string) => new AwsError('ValidationException', message),
  unavailable: (message: string) => new AwsError('DataUnavailableException', message),
  invalidToken: () =>
    new AwsError('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.'),
} as const;
