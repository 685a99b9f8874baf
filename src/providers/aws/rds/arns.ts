/**
 * ARNs of RDS. Answers name databases by identifier in their own region and by ARN elsewhere.
 * Source: RDS User Guide, "Amazon Resource Names (ARNs) in Amazon RDS".
 */

/** The ARN of what `name` means beside `sibling`, the ARN of something in the same account and region. */
export function arnBeside(sibling: string, type: 'db' | 'cluster', name: string): string {
  if (name.startsWith('arn:')) return name;
  const [prefix, partition, service, region, account] = sibling.split(':');
  return [prefix, partition, service, region, account, type, name].join(':');
}

/** The identifier by which CloudWatch and the API's own filters call it. */
export const identifierOf = (arn: string): string => arn.split(':').slice(6).join(':');
