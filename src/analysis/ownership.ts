import type { Tags } from '../domain/resources.ts';
import { kubernetesCluster } from './kubernetes.ts';
import { firstTag, plainKey } from './tag-keys.ts';

/** Keys that name an owner, best first: a person or role, then whom to ask, then a team. In plain spelling. */
export const ownerKeys = [
  'owner',
  'owner-email',
  'owneremail',
  'owner-name',
  'ownername',
  'owned-by',
  'ownedby',
  'technical-owner',
  'technicalowner',
  'service-owner',
  'serviceowner',
  'maintainer',
  'contact',
  'contact-email',
  'contactemail',
  'team',
  'team-name',
  'teamname',
  'squad',
] as const;

/** Keys by which people say that code manages a resource: `managed-by: terraform`. */
const TOOL_KEYS = [
  'managed-by',
  'managedby',
  'provisioner',
  'provisioned-by',
  'provisionedby',
  'iac',
  'created-by-tool',
];
const TOOLS: readonly (readonly [RegExp, string])[] = [
  [/terraform|\btf\b/i, 'Terraform'],
  [/tofu/i, 'OpenTofu'],
  [/pulumi/i, 'Pulumi'],
  [/cloudformation/i, 'CloudFormation'],
  [/\bcdk\b/i, 'AWS CDK'],
  [/ansible/i, 'Ansible'],
  [/crossplane/i, 'Crossplane'],
  [/\bheat\b/i, 'Heat'],
  [/bicep/i, 'Bicep'],
];

/** The Auto Scaling group that an instance belongs to, as AWS tags it. */
export const autoScalingGroup = (tags: Tags): string | undefined => tags['aws:autoscaling:groupName'];

export const ownerOf = (tags: Tags): string | undefined => firstTag(tags, ownerKeys);

/**
 * The code or service that manages the resource, as far as tags tell: nearest first, because a cluster or group
 * would undo a change that its own template allows. A change by hand would be drift to any of them.
 */
export function managerOf(tags: Tags): string | undefined {
  const cluster = kubernetesCluster(tags);
  if (cluster !== undefined) return cluster === '' ? 'Kubernetes' : `Kubernetes cluster ${cluster}`;
  const named: readonly (readonly [string | undefined, string])[] = [
    [autoScalingGroup(tags), 'Auto Scaling group'],
    [tags['aws:elasticmapreduce:job-flow-id'], 'EMR cluster'],
    [tags['elasticbeanstalk:environment-name'], 'Elastic Beanstalk environment'],
    [tags['aws:cloudformation:stack-name'], 'CloudFormation stack'],
    // The key by which Heat templates mark the servers of a scaling group, so that telemetry can be asked by stack.
    [tags['metering.stack'], 'Heat stack'],
  ];
  for (const [name, manager] of named) if (name !== undefined && name !== '') return `${manager} ${name}`;
  return toolOf(tags);
}

function toolOf(tags: Tags): string | undefined {
  const said = firstTag(tags, TOOL_KEYS);
  const tool = said === undefined ? undefined : TOOLS.find(([word]) => word.test(said))?.[1];
  if (tool !== undefined) return tool;
  for (const [key, value] of Object.entries(tags)) {
    const plain = plainKey(key);
    // The Google provider marks what it makes; `terraform: true` and `tf-workspace: …` are what people write.
    if (/^goog-terraform-provisioned$|^terraform(-|$)|^tf-(module|workspace|stack)$|^tfc-/.test(plain)) {
      if (!/^(false|no|0)$/i.test(value.trim())) return 'Terraform';
    }
  }
  return undefined;
}
