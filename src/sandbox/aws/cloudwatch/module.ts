import type { ServiceModule, ServiceProfile } from '../service-module.ts';
import { cloudwatchOperations } from './operations.ts';

export const cloudwatchProfile: ServiceProfile = {
  signingName: 'monitoring',
  protocols: ['cbor', 'json', 'query'],
  targetPrefix: 'GraniteServiceVersion20100801',
  version: '2010-08-01',
  xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  jsonVersion: '1.0',
  messageField: 'message',
  queryCompatible: true,
  denied: { code: 'AccessDenied', status: 403, message: 'User is not authorized to perform this action.' },
  throttled: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  internal: {
    code: 'InternalFailure',
    status: 500,
    message: 'The request processing has failed because of an unknown error.',
  },
  unknownKey: {
    code: 'UnrecognizedClientException',
    status: 403,
    message: 'The security token included in the request is invalid.',
    queryCode: 'InvalidClientTokenId',
  },
  expiredToken: {
    code: 'ExpiredTokenException',
    status: 403,
    message: 'The security token included in the request is expired',
    queryCode: 'ExpiredToken',
  },
};

/** Amazon CloudWatch, version 2010-08-01. */
export const cloudwatchModule: ServiceModule = {
  id: 'cloudwatch',
  profile: cloudwatchProfile,
  operations: cloudwatchOperations,
};
