/** A group of regions with accounts, credentials and endpoints of its own. */
interface Partition {
  readonly id: string;
  readonly regions: RegExp;
  /** Where its services without regions are signed for: Organizations, Cost Explorer, the Price List API. */
  readonly globalRegion: string;
}

/** Source: botocore 1.44, data/partitions.json (`regionRegex`, `implicitGlobalRegion`); the SDK carries the same. */
const partitions: readonly Partition[] = [
  { id: 'aws-us-gov', regions: /^us-gov-\w+-\d+$/, globalRegion: 'us-gov-west-1' },
  { id: 'aws-cn', regions: /^cn-\w+-\d+$/, globalRegion: 'cn-northwest-1' },
  { id: 'aws-eusc', regions: /^eusc-de-\w+-\d+$/, globalRegion: 'eusc-de-east-1' },
  { id: 'aws-iso', regions: /^us-iso-\w+-\d+$/, globalRegion: 'us-iso-east-1' },
  { id: 'aws-iso-b', regions: /^us-isob-\w+-\d+$/, globalRegion: 'us-isob-east-1' },
  { id: 'aws-iso-e', regions: /^eu-isoe-\w+-\d+$/, globalRegion: 'eu-isoe-west-1' },
  { id: 'aws-iso-f', regions: /^us-isof-\w+-\d+$/, globalRegion: 'us-isof-south-1' },
];

const commercial: Partition = { id: 'aws', regions: /./, globalRegion: 'us-east-1' };

/** A region that no other partition knows is a commercial one, as the SDK has it: new regions appear there. */
export const partitionOf = (region: string): Partition =>
  partitions.find(({ regions }) => regions.test(region)) ?? commercial;

const notHere = 'the partition has no such service';

/**
 * Services that a partition does not have: a call would end in a name that does not resolve. Sources: botocore 1.44,
 * data/endpoints.json; AWS GovCloud (US) User Guide, "Billing and payment" ("billing information for GovCloud
 * accounts and regions are only available in the commercial partition").
 */
const missing: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aws-us-gov': {
    ce: 'GovCloud is billed through its standard account: read the cost of that one, or import an export',
    pricing: 'the Price List API of the commercial partition has the prices of GovCloud',
    savingsplans: 'GovCloud is billed through its standard account, which has the Savings Plans',
    'cost-optimization-hub': notHere,
    trustedadvisor: notHere,
  },
  'aws-cn': { 'cost-optimization-hub': notHere, trustedadvisor: notHere },
};

/** Why a service cannot be asked in a partition; undefined where it can. */
export const missingService = (partitionId: string, service: string): string | undefined =>
  missing[partitionId]?.[service];
