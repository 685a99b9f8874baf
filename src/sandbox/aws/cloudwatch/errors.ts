import { AwsError } from '../wire/errors.ts';

/** The errors of CloudWatch, with the codes of its newer protocols and of the query protocol. */
export const cloudwatchErrors = {
  validation: (message: string) => new AwsError('ValidationError', message),
  invalidValue: (message: string) =>
    new AwsError('InvalidParameterValueException', message, { queryCode: 'InvalidParameterValue' }),
  invalidCombination: (message: string) =>
    new AwsError('InvalidParameterCombinationException', message, { queryCode: 'InvalidParameterCombination' }),
  missing: (message: string) =>
    new AwsError('MissingRequiredParameterException', message, { queryCode: 'MissingParameter' }),
  invalidToken: () => new AwsError('InvalidNextToken', 'The next token specified is invalid.'),
} as const;
