import { describeTruth } from '../support/audit-truth.ts';

describeTruth('azure', { checks: 22 });
