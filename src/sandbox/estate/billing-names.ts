/**
 * How AWS's bill names things. Sources: AWS billing user guide, "AWS Region billing codes"; EBS, EC2 and VPC
 * user guides, "codes in billing and usage reports"; Cost Explorer's SERVICE dimension.
 */

/** Region prefixes of usage types. us-east-1 is the oldest region: most of its usage types carry none. */
const REGION_CODES: Readonly<Record<string, string>> = {
  'us-east-1': 'USE1',
  'us-west-2': 'USW2',
  'eu-west-1': 'EU',
  'eu-central-1': 'EUC1',
  'ap-southeast-1': 'APS1',
};

export const SERVICE = {
  compute: 'Amazon Elastic Compute Cloud - Compute',
  ec2Other: 'EC2 - Other',
  vpc: 'Amazon Virtual Private Cloud',
  storage: 'Amazon Simple Storage Service',
  loadBalancing: 'Amazon Elastic Load Balancing',
  cloudWatch: 'AmazonCloudWatch',
  keys: 'AWS Key Management Service',
  support: 'AWS Support (Business)',
  tax: 'Tax',
} as const;

/** The price list's and the usage report's code of a service. Source: AWS Price List, `offerCode`. */
const PRODUCT_CODES: Readonly<Record<string, string>> = {
  [SERVICE.compute]: 'AmazonEC2',
  [SERVICE.ec2Other]: 'AmazonEC2',
  [SERVICE.vpc]: 'AmazonVPC',
  [SERVICE.storage]: 'AmazonS3',
  [SERVICE.loadBalancing]: 'AWSELB',
  [SERVICE.cloudWatch]: 'AmazonCloudWatch',
  [SERVICE.keys]: 'awskms',
  [SERVICE.support]: 'AWSSupportBusiness',
  // Tax lines carry the code of what is taxed; the sandbox's are one sum for each account.
  [SERVICE.tax]: '',
};

/** Throws a RangeError for a service that no code is known for: its meter has to give one. */
export function productCodeOf(service: string): string {
  const code = PRODUCT_CODES[service];
  if (code === undefined) throw new RangeError(`no product code is known for "${service}"`);
  return code;
}

/** `BoxUsage:m5.large` in us-east-1, `EUC1-BoxUsage:m5.large` in eu-central-1. */
export function usageTypeIn(region: string, name: string): string {
  return region === 'us-east-1' ? name : `${regionCode(region)}-${name}`;
}

/** Usage types of newer services carry the prefix in us-east-1 too, such as `USE1-PublicIPv4:IdleAddress`. */
export function prefixedUsageType(region: string, name: string): string {
  return `${regionCode(region)}-${name}`;
}

function regionCode(region: string): string {
  const code = REGION_CODES[region];
  if (code === undefined) throw new RangeError(`no billing code is known for region "${region}"`);
  return code;
}
