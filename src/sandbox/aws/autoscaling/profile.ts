import { queryProfile } from '../service-profiles.ts';

/** Amazon EC2 Auto Scaling, version 2011-01-01. */
export const autoscalingProfile = queryProfile({
  signingName: 'autoscaling',
  version: '2011-01-01',
  xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
});
