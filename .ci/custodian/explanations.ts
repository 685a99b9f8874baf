import { computeFamily } from '../../src/sandbox/estate/compute/family.ts';
import { databasesFamily } from '../../src/sandbox/estate/databases/family.ts';
import { familyState } from '../../src/sandbox/estate/family.ts';
import { imagesFamily } from '../../src/sandbox/estate/images/family.ts';
import type { Estate } from '../../src/sandbox/estate/model.ts';
import { networkFamily } from '../../src/sandbox/estate/network/family.ts';
import type { Explanation } from './explanation.ts';

const MS_PER_DAY = 86_400_000;
const WINDOW_DAYS = 14;
const POLICY_TAG = 'aws:dlm:lifecycle-policy-id';

const imagesOf = (estate: Estate) => familyState(estate, imagesFamily);
const databaseOf = (arn: string, estate: Estate) =>
  [...familyState(estate, databasesFamily).databases.values()].find((one) => one.arn === arn);
const startsWithin = (since: number, { generatedAt }: Estate): boolean =>
  since > generatedAt - WINDOW_DAYS * MS_PER_DAY;

/** Every difference between c7n and the truth, by what c7n cannot know or does not ask. */
export const explanations: readonly Explanation[] = [
  {
    checkId: 'aws-ebs-volume-unattached',
    selectedBy: 'c7n alone',
    rule: 'a Kubernetes claim may own the volume: c7n does not know claims',
    holds: (id, { volumes }) =>
      hasTag(volumes.get(id)?.tags, /^(kubernetes\.io\/|CSIVolumeName$|ebs\.csi\.aws\.com\/)/),
  },
  {
    checkId: 'aws-ebs-gp2-to-gp3',
    selectedBy: 'c7n alone',
    rule: 'it streams more than gp3 includes, which makes gp3 the dearer one: c7n has no prices',
    holds: (id, { volumes }) => volumes.get(id)?.io === 'streaming',
  },
  {
    checkId: 'aws-ebs-snapshot-old',
    selectedBy: 'c7n alone',
    rule: 'a Kubernetes cluster made it and removes it: c7n does not know volume snapshots of clusters',
    holds: (id, { snapshots }) => hasTag(snapshots.get(id)?.tags, /^CSIVolumeSnapshotName$/),
  },
  {
    checkId: 'aws-ebs-snapshot-old',
    selectedBy: 'c7n alone',
    rule: 'a retention tag keeps it: c7n reads no words such as 7y, and no days of any key',
    holds: (id, { snapshots, generatedAt }) => isKept(snapshots.get(id)?.tags ?? {}, generatedAt),
  },
  {
    checkId: 'aws-ebs-snapshot-old',
    selectedBy: 'c7n alone',
    rule: 'a launch template makes volumes from it: skip-ami-snapshots looks at images alone',
    holds: (id, estate) =>
      [...imagesOf(estate).launchTemplates.values()].some(({ versions }) =>
        versions.some(({ dataSnapshotId }) => dataSnapshotId === id),
      ),
  },
  {
    checkId: 'aws-ebs-snapshot-old',
    selectedBy: 'c7n alone',
    rule: 'a disabled image consists of it: c7n does not list disabled images',
    holds: (id, estate) =>
      [...imagesOf(estate).images.values()].some(
        ({ state, snapshotIds }) => state === 'disabled' && snapshotIds.includes(id),
      ),
  },
  {
    checkId: 'aws-ebs-snapshot-old',
    selectedBy: 'Ballast alone',
    rule: 'the lifecycle policy that made it is gone, so nobody removes it: c7n sees the tag alone',
    holds: (id, estate) => {
      const policyId = estate.snapshots.get(id)?.tags[POLICY_TAG];
      return policyId !== undefined && !imagesOf(estate).policies.has(policyId);
    },
  },
  {
    checkId: 'aws-ec2-ami-unused',
    selectedBy: 'c7n alone',
    rule: 'it is shared, so others may launch from it: the filter `unused` looks into its own account alone',
    holds: (id, estate) => {
      const image = imagesOf(estate).images.get(id);
      return image !== undefined && (image.public || image.sharedWith.length > 0);
    },
  },
  {
    checkId: 'aws-ec2-ami-unused',
    selectedBy: 'c7n alone',
    rule: 'a launch template names it that no scaling group uses: `unused` looks at templates of groups alone',
    holds: (id, estate) =>
      [...imagesOf(estate).launchTemplates.values()].some(
        ({ id: templateId, versions, defaultVersion, forGroupAtVersion }) =>
          !hasGroup(templateId, estate) &&
          versions.some(
            ({ image, number }) =>
              [defaultVersion, versions.length, forGroupAtVersion].includes(number) && namesImage(image, id, estate),
          ),
      ),
  },
  {
    checkId: 'aws-ec2-ami-unused',
    selectedBy: 'c7n alone',
    rule: 'a launch configuration names it that no scaling group uses: `unused` looks at those of groups alone',
    holds: (id, estate) => [...imagesOf(estate).launchConfigurations.values()].some(({ imageId }) => imageId === id),
  },
  {
    checkId: 'aws-ec2-ami-unused',
    selectedBy: 'c7n alone',
    rule: 'an active spot fleet names it: `unused` does not look at fleets',
    holds: (id, estate) =>
      [...imagesOf(estate).spotFleets.values()].some(({ imageId, state }) => imageId === id && state === 'active'),
  },
  {
    checkId: 'aws-ec2-ami-unused',
    selectedBy: 'Ballast alone',
    rule: 'it is disabled, and its snapshots bill on: c7n does not list disabled images',
    holds: (id, estate) => imagesOf(estate).images.get(id)?.state === 'disabled',
  },
  {
    checkId: 'aws-alb-idle',
    selectedBy: 'c7n alone',
    rule: 'it redirects, which RequestCount leaves out: CloudWatch counts requests that a target was chosen for',
    holds: (arn, estate) => {
      const balancer = familyState(estate, networkFamily).balancers.get(arn);
      return balancer !== undefined && balancer.traffic.ownAnswersPerDay > 0;
    },
  },
  {
    checkId: 'aws-nat-gateway-idle',
    selectedBy: 'c7n alone',
    rule: 'its metrics begin within the window: c7n does not ask for how many days there are samples',
    holds: (id, estate) => {
      const traffic = familyState(estate, networkFamily).natGateways.get(id)?.traffic;
      return traffic !== undefined && startsWithin(traffic.since, estate);
    },
  },
  {
    checkId: 'aws-rds-instance-idle',
    selectedBy: 'c7n alone',
    rule: 'its metrics begin within the window: c7n does not ask for how many days there are samples',
    holds: (arn, estate) => {
      const database = databaseOf(arn, estate);
      return database !== undefined && startsWithin(database.load.since, estate);
    },
  },
  {
    checkId: 'aws-rds-instance-idle',
    selectedBy: 'c7n alone',
    rule: 'its cluster is in use, for which it waits or reads: c7n looks at each instance by itself',
    holds: (arn, estate) => {
      const clusterId = databaseOf(arn, estate)?.clusterId;
      const others = [...familyState(estate, databasesFamily).databases.values()].filter(
        (other) => clusterId !== undefined && other.clusterId === clusterId && other.arn !== arn,
      );
      return others.some(({ load }) => load.connections !== 'none');
    },
  },
  {
    checkId: 'aws-rds-instance-idle',
    selectedBy: 'c7n alone',
    rule: 'a read replica lives on it: c7n does not ask whether that is in use',
    holds: (arn, estate) => (databaseOf(arn, estate)?.replicas.length ?? 0) > 0,
  },
  {
    checkId: 'aws-rds-instance-idle',
    selectedBy: 'c7n alone',
    rule: 'it is the green side of a blue/green deployment, made to wait: c7n does not know deployments',
    holds: (arn, estate) => /-green-[a-z0-9]{6}$/.test(databaseOf(arn, estate)?.id ?? ''),
  },
  {
    checkId: 'aws-rds-instance-idle',
    selectedBy: 'c7n alone',
    rule: 'its tags say that it stands by for a disaster, in words of no fixed key',
    holds: (arn, estate) => {
      const tags = Object.entries(databaseOf(arn, estate)?.tags ?? {});
      return tags.some((tag) => /\b(dr|disaster|standby|failover)\b/i.test(tag.join(' ')));
    },
  },
];

function hasTag(tags: Readonly<Record<string, string>> | undefined, key: RegExp): boolean {
  return Object.keys(tags ?? {}).some((each) => key.test(each));
}

/** By a tag that says for how long: words keep as long as they stand, a day until then. */
function isKept(tags: Readonly<Record<string, string>>, now: number): boolean {
  return Object.entries(tags).some(([key, value]) => {
    if (!['retention', 'delete-after', 'retain-until'].includes(key)) return false;
    const until = Date.parse(value);
    return Number.isNaN(until) || until > now;
  });
}

function hasGroup(templateId: string, estate: Estate): boolean {
  const { groups } = familyState(estate, computeFamily);
  return [...groups.values()].some((group) => JSON.stringify(group).includes(templateId));
}

/** A template names an image by its id, or by a parameter whose value is the id. */
function namesImage(image: string | undefined, id: string, estate: Estate): boolean {
  if (image === id) return true;
  if (image?.startsWith('resolve:ssm:') !== true) return false;
  return [...imagesOf(estate).parameters.values()].some(({ value }) => value === id);
}
