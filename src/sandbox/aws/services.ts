/** The AWS services that the sandbox serves, by its own names for them. */
export type ServiceId = 'ec2' | 'sts' | 'organizations' | 'cloudwatch' | 'ce' | 'pricing';

export type WireProtocol = 'ec2' | 'query' | 'json' | 'cbor';

/** How a service is addressed, and how it words the errors that every service has. Sources: the services' API references, "Common errors". */
export interface ServiceProfile {
  /** Name in the signature's scope. */
  readonly signingName: string;
  /** `x-amz-target` prefix of the JSON protocols. */
  readonly targetPrefix?: string;
  /** `Version` of the query protocols. */
  readonly version?: string;
  readonly xmlNamespace?: string;
  readonly jsonVersion?: '1.0' | '1.1';
  /** The member that carries an error's text in JSON. */
  readonly messageField: 'message' | 'Message';
  /** Regions where the API has an endpoint; all enabled regions when left out. */
  readonly endpointRegions?: readonly string[];
  readonly denied: ErrorForm;
  readonly throttled: ErrorForm;
  readonly internal: ErrorForm;
}

export interface ErrorForm {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

const jsonDenied: ErrorForm = {
  code: 'AccessDeniedException',
  status: 400,
  message: 'You are not authorized to perform this action.',
};

export const services: Readonly<Record<ServiceId, ServiceProfile>> = {
  ec2: {
    signingName: 'ec2',
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
  },
  sts: {
    signingName: 'sts',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    messageField: 'message',
    denied: { code: 'AccessDenied', status: 403, message: 'User is not authorized to perform this action.' },
    throttled: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
    internal: {
      code: 'InternalFailure',
      status: 500,
      message: 'The request processing has failed because of an unknown error.',
    },
  },
  organizations: {
    signingName: 'organizations',
    targetPrefix: 'AWSOrganizationsV20161128',
    jsonVersion: '1.1',
    messageField: 'Message',
    endpointRegions: ['us-east-1'],
    denied: { ...jsonDenied, message: "You don't have permissions to access this resource." },
    throttled: {
      code: 'TooManyRequestsException',
      status: 400,
      message: "AWS Organizations can't respond to this request at this time because of too many requests.",
    },
    internal: {
      code: 'ServiceException',
      status: 500,
      message: "AWS Organizations can't complete your request because of an internal service error. Try again later.",
    },
  },
  cloudwatch: {
    signingName: 'monitoring',
    targetPrefix: 'GraniteServiceVersion20100801',
    version: '2010-08-01',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    jsonVersion: '1.0',
    messageField: 'message',
    denied: { code: 'AccessDenied', status: 403, message: 'User is not authorized to perform this action.' },
    throttled: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
    internal: {
      code: 'InternalFailure',
      status: 500,
      message: 'The request processing has failed because of an unknown error.',
    },
  },
  ce: {
    signingName: 'ce',
    targetPrefix: 'AWSInsightsIndexService',
    jsonVersion: '1.1',
    messageField: 'Message',
    endpointRegions: ['us-east-1'],
    denied: jsonDenied,
    throttled: { code: 'LimitExceededException', status: 400, message: 'Rate exceeded' },
    internal: {
      code: 'InternalFailure',
      status: 500,
      message: 'The request processing has failed because of an unknown error.',
    },
  },
  pricing: {
    signingName: 'pricing',
    targetPrefix: 'AWSPriceListService',
    jsonVersion: '1.1',
    messageField: 'message',
    endpointRegions: ['us-east-1', 'eu-central-1', 'ap-south-1'],
    denied: jsonDenied,
    throttled: { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
    internal: {
      code: 'InternalErrorException',
      status: 500,
      message: 'An error on the server occurred during the processing of your request. Try again later.',
    },
  },
};

export const serviceIds = Object.keys(services) as readonly ServiceId[];
