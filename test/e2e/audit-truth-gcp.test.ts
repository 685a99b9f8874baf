import { describeTruth } from '../support/audit-truth.ts';

describeTruth('gcp', {
  checks: 16,
  resources: 2500,
  notShown: {},
});
