import { jsonProfile } from '../service-profiles.ts';

/** AWS Compute Optimizer, version 2019-11-01. Families add operations in modules of their own with this profile. */
export const computeOptimizerProfile = jsonProfile({
  signingName: 'compute-optimizer',
  protocols: ['cbor', 'json'],
  targetPrefix: 'ComputeOptimizerService',
  jsonVersion: '1.0',
});
