/**
 * Prefixes of usage types and their regions. Source: AWS billing documentation, "AWS Region billing codes"; regions that
 * were opened later follow the pattern and are left out until the page lists them.
 */
const regions: Readonly<Record<string, string>> = {
  AFS1: 'af-south-1',
  APE1: 'ap-east-1',
  APN1: 'ap-northeast-1',
  APN2: 'ap-northeast-2',
  APN3: 'ap-northeast-3',
  APS1: 'ap-southeast-1',
  APS2: 'ap-southeast-2',
  APS3: 'ap-south-1',
  APS4: 'ap-southeast-3',
  APS5: 'ap-south-2',
  APS6: 'ap-southeast-4',
  CAN1: 'ca-central-1',
  CAN2: 'ca-west-1',
  CPT: 'af-south-1',
  EU: 'eu-west-1',
  EUW1: 'eu-west-1',
  EUC1: 'eu-central-1',
  EUC2: 'eu-central-2',
  EUN1: 'eu-north-1',
  EUS1: 'eu-south-1',
  EUS2: 'eu-south-2',
  EUW2: 'eu-west-2',
  EUW3: 'eu-west-3',
  ILC1: 'il-central-1',
  MEC1: 'me-central-1',
  MES1: 'me-south-1',
  SAE1: 'sa-east-1',
  UGE1: 'us-gov-east-1',
  UGW1: 'us-gov-west-1',
  USE1: 'us-east-1',
  USE2: 'us-east-2',
  USW1: 'us-west-1',
  USW2: 'us-west-2',
};

/**
 * The region of `EUC1-BoxUsage:m5.large`. Usage types of us-east-1, the oldest region, mostly carry no prefix. Null for
 * a prefix that is not known: a wrong region would price the usage wrongly.
 */
export function regionOfUsageType(usageType: string): string | null {
  const [, prefix] = /^([A-Z]{2,4}\d?)-/.exec(usageType) ?? [];
  if (prefix === undefined) return 'us-east-1';
  return Object.hasOwn(regions, prefix) ? (regions[prefix] ?? null) : null;
}
