import type { ServiceModule, ServiceProfile } from '../service-module.ts';
import { ec2Operations } from './operations.ts';

export const ec2Profile: ServiceProfile = {
  signingName: 'ec2',
  protocols: ['ec2'],
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  messageField: 'message',
  denied: {
    code: 'UnauthorizedOperation',
    status: 403,
    message: 'You are not authorized to perform this operation.',
  },
  throttled: { code: 'RequestLimitExceeded', status: 503, message: 'Request limit exceeded.' },
  internal: { code: 'InternalError', status: 500, message: 'An internal error has occurred.' },
  unknownKey: {
    code: 'AuthFailure',
    status: 401,
    message: 'AWS was not able to validate the provided access credentials',
  },
  expiredToken: { code: 'RequestExpired', status: 400, message: 'Request has expired.' },
};

/** Amazon EC2, version 2016-11-15. Families add operations in modules of their own with this id and profile. */
export const ec2Module: ServiceModule = { id: 'ec2', profile: ec2Profile, operations: ec2Operations };
