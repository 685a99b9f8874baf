import { describe, expect, it } from 'vitest';
import { evaluateBatch } from '../../src/analysis/evaluate.ts';
import { known, unread } from '../../src/domain/fact.ts';
import type { StoredResource } from '../../src/domain/resources.ts';
import { address, daysAgo, instance, SCOPE, stoppedInstance, stored, volume } from '../support/resource-builders.ts';
import { batchOf, findingBy } from './batch-builders.ts';
import { price, priceBook } from './price-book.ts';

/** `<check> <resource>` of what counts and, in brackets, of what does not. */
const counted = (...resources: readonly StoredResource[]): readonly string[] => countedIn(batchOf(resources));

const countedIn = (batch: ReturnType<typeof batchOf>): readonly string[] =>
  evaluateBatch(batch).map(({ checkId, resourceId, countsTowardsTotal }) =>
    countsTowardsTotal ? `${checkId} ${resourceId}` : `(${checkId} ${resourceId})`,
  );

const freeGp2 = stored(volume({ tier: 'gp2', attachedTo: known([]) }), { idleDays: 30 });

describe('findings that touch the same money', () => {
  it('count the deletion of an unattached gp2 volume, not its change of type', () => {
    expect(counted(freeGp2)).toEqual(['aws-ebs-volume-unattached vol-1', '(aws-ebs-gp2-to-gp3 vol-1)']);
  });

  it('count the stronger action even where it saves less', () => {
    // With a copy at 0.095 the deletion saves 10 - 9.50, the change of type 10 - 8.12.
    const prices = new Map([...priceBook(), ['snapshot/standard', price('snapshot/standard', '0.095', 'GiB-month')]]);
    expect(countedIn(batchOf([freeGp2], { prices }))).toEqual([
      'aws-ebs-volume-unattached vol-1',
      '(aws-ebs-gp2-to-gp3 vol-1)',
    ]);
  });

  it('count the change of type when the deletion has no known saving', () => {
    expect(countedIn(batchOf([freeGp2], { prices: priceBook(['snapshot/standard']) }))).toEqual([
      '(aws-ebs-volume-unattached vol-1)',
      'aws-ebs-gp2-to-gp3 vol-1',
    ]);
  });

  it('count the change of type when the other check is off', () => {
    const settings = { params: {}, exemptTags: {}, disabled: ['volume-unattached'] };
    expect(countedIn(batchOf([freeGp2], { settings }))).toEqual(['aws-ebs-gp2-to-gp3 vol-1']);
  });

  const gp2On = (...ids: readonly string[]) => stored(volume({ tier: 'gp2', attachedTo: known(ids) }));
  it.each([
    ['a long-stopped machine', [stored(stoppedInstance(30))], ['i-1'], false],
    ['a machine stopped of late', [stored(stoppedInstance(29))], ['i-1'], true],
    ['a running machine', [stored(instance())], ['i-1'], true],
    ['an exempt machine', [stored(stoppedInstance(30, { tags: known({ 'ballast:keep': '1' }) }))], ['i-1'], true],
    ['a machine that is not in the store', [], ['i-9'], true],
    [
      'two long-stopped machines',
      [stored(stoppedInstance(30)), stored(stoppedInstance(40, { resourceId: 'i-2' }))],
      ['i-2', 'i-1'],
      false,
    ],
    [
      'a long-stopped and a running machine',
      [stored(stoppedInstance(30)), stored(instance({ resourceId: 'i-2' }))],
      ['i-1', 'i-2'],
      true,
    ],
  ] as const)('on a gp2 volume of %s', (_, machines, holders, counts) => {
    const own = counted(gp2On(...holders), ...machines).filter((line) => line.includes('gp2'));
    expect(own).toEqual([counts ? 'aws-ebs-gp2-to-gp3 vol-1' : '(aws-ebs-gp2-to-gp3 vol-1)']);
  });

  it('count a volume with its own stopped machine when the check of that machine is off', () => {
    const settings = { params: {}, exemptTags: {}, disabled: ['aws-ec2-instance-stopped-long'] };
    const batch = batchOf([gp2On('i-1'), stored(stoppedInstance(90))], { settings });
    expect(countedIn(batch)).toEqual(['(aws-ebs-gp2-to-gp3 vol-1)', 'aws-ebs-volume-stopped-instance vol-1']);
  });
});

describe('a finding', () => {
  it('says all that is known of the resource', () => {
    const tags = known({ Owner: 'ada', 'aws:cloudformation:stack-name': 'web' });
    const resource = address({ attachedTo: known([]), name: 'partner', tags });
    expect(findingBy('aws-eip-unassociated', batchOf([stored(resource, { idleDays: 3 })]))).toMatchObject({
      id: 'aws-eip-unassociated/111122223333/us-east-1/eipalloc-1',
      scope: SCOPE,
      resourceKind: 'public-address',
      resourceType: 'aws:ec2:address',
      resourceName: 'partner',
      title: 'Public address that nothing uses',
      verdict: 'waste',
      evidence: { idleDays: 3, address: '203.0.113.7' },
      risk: 'medium',
      action: { kind: 'address.release', params: {} },
      owner: 'ada',
      managedBy: 'CloudFormation stack web',
      countsTowardsTotal: true,
    });
  });

  it('has no field for what is not known', () => {
    const finding = findingBy('aws-eip-unassociated', batchOf([stored(address({ attachedTo: known([]) }))]));
    expect(Object.keys(finding!).filter((key) => /resourceName|reason|owner|managedBy/.test(key))).toEqual([]);
  });

  it('is not made of what is gone, in use, exempt, or has no check', () => {
    const resources = [
      stored(volume({ attachedTo: known([]) }), { goneSince: daysAgo(1), idleDays: 90 }),
      stored(volume()),
      stored(volume({ attachedTo: known([]), tags: known({ 'ballast:keep': '' }) }), { idleDays: 90 }),
      stored(instance({ powerState: 'changing' })),
    ];
    expect(evaluateBatch(batchOf(resources)).filter(({ verdict }) => verdict === 'waste')).toEqual([]);
  });

  it.each([
    ['volume', volume({ tier: 'gp2', attachedTo: known([]), tags: unread('denied') })],
    ['address', address({ attachedTo: known([]), tags: unread('denied') })],
    ['instance', stoppedInstance(90, { tags: unread('denied') })],
  ])('is never waste for a %s whose tags were not read: they may exempt it', (_, resource) => {
    const findings = evaluateBatch(batchOf([stored(resource, { idleDays: 90 })]));
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding).toMatchObject({ verdict: 'cannot-tell', reason: 'tags: denied', countsTowardsTotal: false });
      expect(finding.monthlySavings).toEqual(unread('tags: denied'));
    }
  });

  it('takes the exempt tags that it is given', () => {
    const resource = stored(address({ attachedTo: known([]), tags: known({ purpose: 'Partner allow-list' }) }));
    const settings = { params: {}, exemptTags: { purpose: '*allow-list*' } };
    expect(evaluateBatch(batchOf([resource], { settings }))).toEqual([]);
  });

  it('refuses a resource of another scope', () => {
    const elsewhere = stored(volume({ scope: { ...SCOPE, regionId: 'eu-west-1' } }));
    expect(() => evaluateBatch(batchOf([elsewhere]))).toThrow(
      new RangeError('vol-1 is of aws/111122223333/eu-west-1, not of aws/111122223333/us-east-1'),
    );
  });
});
