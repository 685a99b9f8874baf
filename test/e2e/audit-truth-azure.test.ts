import { describeTruth } from '../support/audit-truth.ts';

describeTruth('azure', { checks: 22, resources: 2500 });
