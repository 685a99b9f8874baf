import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExempt } from '../../src/analysis/exempt.ts';
import { globMatches } from '../../src/analysis/glob.ts';
import { NOW } from '../support/resource-builders.ts';
import { claimedByKubernetes, isKubernetesNode, kubernetesCluster } from '../../src/analysis/kubernetes.ts';
import { managerOf, ownerOf } from '../../src/analysis/ownership.ts';
import { known, unread } from '../../src/domain/fact.ts';

describe('exempt tags', () => {
  it.each`
    pattern      | value           | matches
    ${'*'}       | ${''}           | ${true}
    ${'*'}       | ${'legal hold'} | ${true}
    ${''}        | ${''}           | ${true}
    ${''}        | ${'x'}          | ${false}
    ${'yes'}     | ${'YES'}        | ${true}
    ${'yes'}     | ${'yes please'} | ${false}
    ${'yes*'}    | ${'yes please'} | ${true}
    ${'*hold'}   | ${'legal hold'} | ${true}
    ${'a*a'}     | ${'a'}          | ${false}
    ${'a*b*c'}   | ${'a-b-b-c'}    | ${true}
    ${'a*b*c'}   | ${'a-c'}        | ${false}
    ${'*b*'}     | ${'abc'}        | ${true}
    ${'*ab*ba*'} | ${'aba'}        | ${false}
    ${'.*'}      | ${'x'}          | ${false}
  `('$pattern matches $value: $matches', ({ pattern, value, matches }) => {
    expect(globMatches(pattern, value)).toBe(matches);
  });

  it('match as the regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*') });
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(globMatches(pattern, value)).toBe(expression.test(value));
      }),
    );
  });

  it.each([
    [{ 'ballast:keep': 'x' }, true],
    [{ 'ballast-keep': 'x' }, true], // a label of Google Cloud
    [{ Ballast_Keep: '' }, true],
    [{ ballast: 'keep' }, false],
    [{}, false],
  ])('%j is exempt: %s', (tags, expected) => {
    expect(isExempt({ tags: known(tags) }, { exemptTags: { 'ballast:keep': '*' } }, NOW)).toEqual(known(expected));
  });

  it.each([
    ['2026-11-24', false], // the day has come
    ['2026-11-25', true],
    [' 2027-01-31 ', true],
    ['next spring', true], // someone meant to keep it, whatever the word means
    ['2025-01-01', false],
  ])('kept until %j is exempt today: %s', (value, expected) => {
    const settings = { exemptTags: {}, exemptUntilTag: 'ballast:keep-until' };
    expect(isExempt({ tags: known({ 'Ballast:Keep-Until': value }) }, settings, NOW)).toEqual(known(expected));
  });

  it('are not known when the tags were not read', () => {
    expect(isExempt({ tags: unread('denied') }, { exemptTags: {} }, NOW)).toEqual(unread('denied'));
  });
});

describe('owner', () => {
  it.each([
    [{ owner: 'ada' }, 'ada'],
    [{ Team: 'payments', OWNER: 'ada' }, 'ada'],
    [{ 'owner-email': 'ada@example.org', team: 'payments' }, 'ada@example.org'],
    [{ Contact: ' ops ' }, 'ops'],
    [{ owner: ' ', team: 'payments' }, 'payments'],
    [{ owner: 'b', Owner: 'a' }, 'a'],
    [{ Owner: 'a', owner: 'b' }, 'a'],
    [{ ownership: 'x', 'cost-center': '7' }, undefined],
    [{}, undefined],
  ])('of %j is %s', (tags, owner) => {
    expect(ownerOf(tags)).toBe(owner);
  });
});

describe('manager', () => {
  it.each([
    [{ 'aws:cloudformation:stack-name': 'web' }, 'CloudFormation stack web'],
    [{ 'aws:autoscaling:groupName': 'api', 'aws:cloudformation:stack-name': 'web' }, 'Auto Scaling group api'],
    [{ 'kubernetes.io/cluster/prod': 'owned', 'aws:autoscaling:groupName': 'n' }, 'Kubernetes cluster prod'],
    [{ CSIVolumeName: 'pvc-1' }, 'Kubernetes'],
    [{ 'metering.stack': '1f2e' }, 'Heat stack 1f2e'],
    [{ 'elasticbeanstalk:environment-name': 'shop' }, 'Elastic Beanstalk environment shop'],
    [{ 'managed-by': 'terraform' }, 'Terraform'],
    [{ ManagedBy: 'Pulumi' }, 'Pulumi'],
    [{ Terraform: 'true' }, 'Terraform'],
    [{ Terraform: 'false' }, undefined],
    [{ 'goog-terraform-provisioned': 'true' }, 'Terraform'],
    [{ 'terraform-workspace': 'prod' }, 'Terraform'],
    [{ 'managed-by': 'the platform team' }, undefined],
    [{ 'aws:cloudformation:stack-name': '' }, undefined],
    [{}, undefined],
  ])('of %j is %s', (tags, manager) => {
    expect(managerOf(tags)).toBe(manager);
  });
});

describe('Kubernetes tags', () => {
  it.each([
    [{ 'kubernetes.io/cluster/a': 'owned' }, true, true, 'a'],
    [{ KubernetesCluster: 'a' }, true, true, 'a'],
    [{ 'kubernetes.io/created-for/pvc/name': 'd' }, true, false, ''],
    [{ 'kubernetes.io-created-for-pvc-name': 'd' }, true, false, ''],
    [{ 'cinder.csi.openstack.org/cluster': 'a' }, true, false, ''],
    [{ 'goog-gke-volume': '' }, true, false, ''],
    [{ 'eks:cluster-name': 'a', 'eks:nodegroup-name': 'n' }, false, true, 'a'],
    [{ 'csi.storage.k8s.io/pvc/namespace': 'd' }, true, false, ''],
    [{ 'eks:eks-cluster-name': 'a', 'karpenter.sh/nodepool': 'n' }, false, true, 'a'],
    [{ 'karpenter.sh/nodepool': 'n' }, false, true, ''],
    [{ 'k8s.io/cluster-autoscaler/enabled': 'true' }, false, true, ''],
    [{ 'goog-k8s-cluster-name': 'a' }, false, true, 'a'],
    [{ kubernetes: 'true', 'app.kubernetes.io/name': 'x' }, false, false, undefined],
  ])('%j: claim %s, node %s, cluster %s', (tags, claim, node, cluster) => {
    expect([claimedByKubernetes(tags), isKubernetesNode(tags), kubernetesCluster(tags)]).toEqual([
      claim,
      node,
      cluster,
    ]);
  });
});
