import { describeTruth } from '../support/audit-truth.ts';

describeTruth('aws', { checks: 90, resources: 5000 });
