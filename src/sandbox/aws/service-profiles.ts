import type { ErrorForm, ServiceProfile } from './service-module.ts';

/**
 * Makers of service profiles, one for each protocol, with the errors that most services of that protocol share; a
 * service that words one in another way gives its own. Sources: the services' API references, "Common errors"
 * ("Common error types"); for S3 "List of error codes".
 */

/** What a service may say otherwise than its protocol's maker. */
type Own = Partial<ServiceProfile>;

const invalidToken = 'The security token included in the request is invalid.';
const expired = 'The security token included in the request is expired';
const unknownReason = 'The request processing has failed because of an unknown error.';

/** The errors of the JSON protocols, which answer 400 to what others answer 403. */
function jsonErrors(clientStatus: number): {
  readonly denied: ErrorForm;
  readonly throttled: ErrorForm;
  readonly internal: ErrorForm;
  readonly unknownKey: ErrorForm;
  readonly expiredToken: ErrorForm;
} {
  return {
    denied: {
      code: 'AccessDeniedException',
      status: clientStatus,
      message: 'You are not authorized to perform this action.',
    },
    throttled: { code: 'ThrottlingException', status: clientStatus === 400 ? 400 : 429, message: 'Rate exceeded' },
    internal: { code: 'InternalFailure', status: 500, message: unknownReason },
    unknownKey: { code: 'UnrecognizedClientException', status: clientStatus, message: invalidToken },
    expiredToken: { code: 'ExpiredTokenException', status: clientStatus, message: expired },
  };
}

/** AWS JSON 1.0 or 1.1. */
export function jsonProfile(
  fields: Own & { readonly signingName: string; readonly targetPrefix: string; readonly jsonVersion: '1.0' | '1.1' },
): ServiceProfile {
  return { protocols: ['json'], messageField: 'message', ...jsonErrors(400), ...fields };
}

/** REST-JSON, such as Lambda, EKS, EFS. */
export function restJsonProfile(fields: Own & { readonly signingName: string }): ServiceProfile {
  return { protocols: ['rest-json'], messageField: 'message', ...jsonErrors(403), ...fields };
}

const xmlErrors = {
  denied: { code: 'AccessDenied', status: 403, message: 'User is not authorized to perform this action.' },
  throttled: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  internal: { code: 'InternalFailure', status: 500, message: unknownReason },
  unknownKey: { code: 'InvalidClientTokenId', status: 403, message: invalidToken },
  expiredToken: { code: 'ExpiredToken', status: 403, message: expired },
} as const;

/** The AWS query protocol, such as RDS, ELB, Auto Scaling. */
export function queryProfile(
  fields: Own & { readonly signingName: string; readonly version: string; readonly xmlNamespace: string },
): ServiceProfile {
  return { protocols: ['query'], messageField: 'message', ...xmlErrors, ...fields };
}

/** REST-XML: S3 (which gives its own errors), Route 53, CloudFront. */
export function restXmlProfile(
  fields: Own & { readonly signingName: string; readonly xmlNamespace: string },
): ServiceProfile {
  return { protocols: ['rest-xml'], messageField: 'message', errorRoot: 'ErrorResponse', ...xmlErrors, ...fields };
}
