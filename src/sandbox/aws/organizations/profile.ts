import { jsonProfile } from '../service-profiles.ts';

export const organizationsProfile = jsonProfile({
  signingName: 'organizations',
  targetPrefix: 'AWSOrganizationsV20161128',
  jsonVersion: '1.1',
  messageField: 'Message',
  endpointRegions: ['us-east-1'],
  denied: {
    code: 'AccessDeniedException',
    status: 400,
    message: "You don't have permissions to access this resource.",
  },
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
});
