import { describeTruth } from '../support/audit-truth.ts';

describeTruth('gcp', { checks: 18 });
