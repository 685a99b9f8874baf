import { z } from 'zod';
import { type Fact, known } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer, readAside } from '../read-aside.ts';
import { nodeGroupNames } from './clusters.ts';

export const capacityPermissions = ['eks:ListNodegroups', 'eks:ListFargateProfiles', 'ec2:DescribeInstances'] as const;

/** What the cluster's own description tells of where its pods can run. */
export interface DescribedCapacity {
  readonly name: string;
  /** Auto Mode makes machines as pods need them. */
  readonly automatic: boolean;
  /** Networks of machines outside of AWS. */
  readonly hybrid: boolean;
}

const Profiles = z.object({ fargateProfileNames: z.array(z.string()) });
const Instances = z.object({
  Reservations: z.array(z.object({ Instances: z.array(z.object({ InstanceId: z.string() })).default([]) })).default([]),
});

/**
 * Everything that pods of a cluster could run on. What is asked next only matters while nothing was found: node
 * groups, then Fargate profiles, then machines that joined by themselves (Karpenter's, or a scaling group of one's own),
 * which the tag `kubernetes.io/cluster/<name>` gives away. Source: EKS User Guide, "Tagging your Amazon EKS resources",
 * "Self-managed nodes".
 */
export async function capacityOf(
  aws: AwsClient,
  scope: Scope,
  { name, automatic, hybrid }: DescribedCapacity,
): Promise<Fact<readonly string[]>> {
  if (automatic) return known(['Auto Mode']);
  if (hybrid) return known(['hybrid nodes']);
  return readAside(async () => {
    const groups = (await nodeGroupNames(aws, scope)).get(name) ?? [];
    if (groups.length > 0) return groups.map((group) => `node group ${group}`);
    const profiles = await profileNames(aws, scope, name);
    if (profiles.length > 0) return profiles.map((profile) => `Fargate profile ${profile}`);
    return (await ownMachines(aws, scope, name)) ? ['machines of its own'] : [];
  });
}

async function profileNames(aws: AwsClient, scope: Scope, clusterName: string): Promise<readonly string[]> {
  const pages = aws.pagesBy('nextToken', 'eks', 'ListFargateProfiles', scope, { clusterName, maxResults: 100 });
  const names: string[] = [];
  for await (const answer of pages) {
    names.push(...parseAnswer(Profiles, answer, 'eks:ListFargateProfiles').fargateProfileNames);
  }
  return names;
}

async function ownMachines(aws: AwsClient, scope: Scope, name: string): Promise<boolean> {
  const pages = aws.pages('ec2', 'DescribeInstances', scope, {
    Filters: [
      { Name: 'tag-key', Values: [`kubernetes.io/cluster/${name}`] },
      { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    ],
  });
  for await (const answer of pages) {
    const { Reservations } = parseAnswer(Instances, answer, 'ec2:DescribeInstances');
    if (Reservations.some(({ Instances: members }) => members.length > 0)) return true;
  }
  return false;
}
