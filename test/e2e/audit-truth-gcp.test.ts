import { describeTruth } from '../support/audit-truth.ts';

describeTruth('gcp', {
  checks: 16,
  resources: 2500,
  notShown: {
    'gcp-cud-underused-expiring': 'the estate plants unused commitments; the check judges those that end',
    'gcp-gcs-bucket-abandoned': 'the estate plants Nearline buckets; the check looks at the standard class',
    'gcp-gcs-noncurrent-softdelete':
      'the buckets of the estate move what was replaced to a cheaper class, which is enough',
    'gcp-nat-vpn-idle': 'the estate plants NAT gateways too, which bill nothing while no machine uses them',
    'gcp-vm-superseded-family':
      'with the discount for a whole month on both sides, the successors that the estate has in mind cost more',
  },
});
