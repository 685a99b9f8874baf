import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { address, daysAgo, instance, stoppedInstance, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { priceBook } from '../price-book.ts';

const CHECK = 'aws-ec2-instance-stopped-long';
const denied = unread('denied');

const root = volume({ resourceId: 'vol-root', attachedTo: known(['i-1']) });
const data = volume({ resourceId: 'vol-data', tier: 'gp2', sizeGiB: 50, attachedTo: known(['i-1']) });
const ip = address({ attachedTo: known(['i-1', 'eni-9']) });

/** The instance in a batch of its own, with the rest of the estate around it. */
const beside = (machine: Resource, others: readonly Resource[] = [root], batch: Parameters<typeof batchOf>[1] = {}) =>
  batchOf([stored(machine)], { estate: [machine, ...others].map((each) => stored(each)), ...batch });

describe('long-stopped instance', () => {
  it.each`
    machine                                                                       | verdict      | because
    ${instance({ stoppedSince: known(daysAgo(90)) })}                             | ${'fine'}    | ${'it runs, whatever an old stop says'}
    ${stoppedInstance(29)}                                                        | ${'fine'}    | ${'it may be on holiday'}
    ${stoppedInstance(30)}                                                        | ${0.8}       | ${'the limit is inclusive'}
    ${stoppedInstance(90, { powerState: 'changing' })}                            | ${'fine'}    | ${'it is on its way'}
    ${stoppedInstance(90, { powerState: 'terminated' })}                          | ${'fine'}    | ${'it is gone already'}
    ${stoppedInstance(90, { stoppedSince: denied })}                              | ${'unknown'} | ${'nobody knows since when'}
    ${stoppedInstance(90, { stoppedSince: known('x' as never) })}                 | ${'unknown'} | ${'its stop is no moment'}
    ${stoppedInstance(90, { tags: denied })}                                      | ${'unknown'} | ${'it may be exempt'}
    ${stoppedInstance(90, { tags: known({ 'ballast:keep': 'dr' }) })}             | ${'fine'}    | ${'it is exempt'}
    ${stoppedInstance(90, { tags: known({ 'aws:autoscaling:groupName': 'g' }) })} | ${0.3}       | ${'a warm pool stops machines on purpose'}
  `('$machine.powerState: $verdict, $because', ({ machine, verdict }) => {
    expect(outcome(CHECK, beside(machine))).toBe(verdict);
  });

  it('saves its volumes and address, less an image of full size', () => {
    // (8.00 - 5.00) + (5.00 - 2.50) + 3.65; without the copies 8.00 + 5.00 + 3.65.
    const finding = findingBy(CHECK, beside(stoppedInstance(90), [root, data, ip]))!;
    expect(savingText(finding)).toBe('9.15 [9.15 to 16.65] USD price-api');
    expect(termSum(finding)).toBe('9.15');
    expect(finding.evidence).toEqual({
      stoppedDays: 90,
      volumes: 2,
      volumesGiB: 150,
      addresses: 1,
      keptAttachments: 0,
    });
    expect(finding.action).toEqual({
      kind: 'instance.image-and-terminate',
      params: { volumes: 'vol-data,vol-root', addresses: 'eipalloc-1' },
    });
  });

  it('takes the bill for what it covers, and names the weaker basis', () => {
    // The address: 3.60 / 30 x 730 / 24 = 3.65.
    const machine = stoppedInstance(90);
    const some = beside(machine, [root, ip], { billed: billed({ 'eipalloc-1': ['3.60', 30] }) });
    expect(savingText(findingBy(CHECK, some))).toBe('6.65 [6.65 to 11.65] USD price-api');
    const every = beside(machine, [root, ip], {
      billed: billed({ 'eipalloc-1': ['3.60', 30], 'vol-root': ['7.20', 30] }),
    });
    expect(savingText(findingBy(CHECK, every))).toBe('6.3875 [6.3875 to 10.95] USD billing');
  });

  it('never adds two currencies', () => {
    const batch = beside(stoppedInstance(90), [root, ip], { billed: billed({ 'eipalloc-1': ['3.60', 30, 'EUR'] }) });
    expect(savingText(findingBy(CHECK, batch))).toBe('unknown: costs in EUR and USD cannot be added');
  });

  it.each([
    ['nothing hangs on it', [], 'fine'],
    ['all that hangs on it is to be kept', [volume({ ...root, tags: known({ 'ballast:keep': 'x' }) })], 'fine'],
    [
      'a running machine uses the volume too',
      [volume({ ...root, attachedTo: known(['i-1', 'i-2']) }), instance({ resourceId: 'i-2' })],
      'fine',
    ],
    ['an unknown machine uses the volume too', [volume({ ...root, attachedTo: known(['i-1', 'i-9']) })], 'fine'],
    [
      'a machine that may be exempt uses the volume too',
      [
        volume({ ...root, attachedTo: known(['i-1', 'i-2']) }),
        stoppedInstance(90, { resourceId: 'i-2', tags: denied }),
      ],
      'fine',
    ],
  ])('is fine when %s', (_, others, verdict) => {
    expect(outcome(CHECK, beside(stoppedInstance(90), others))).toBe(verdict);
  });

  it('leaves what is to be kept out of the saving and the action', () => {
    const kept = volume({ ...data, tags: known({ 'ballast:keep': 'x' }) });
    const finding = findingBy(CHECK, beside(stoppedInstance(90), [root, kept]));
    expect(savingText(finding)).toBe('3.00 [3.00 to 8.00] USD price-api');
    expect(finding?.action.params).toEqual({ volumes: 'vol-root', keep: 'vol-data' });
    expect(finding?.evidence['keptAttachments']).toBe(1);
  });

  it.each([
    ['block-volume', 'block-volume not completely read: denied: ec2:DescribeVolumes'],
    ['public-address', 'public-address not completely read: denied: ec2:DescribeVolumes'],
  ] as const)('has an unknown saving when the listing of %s was not complete', (kind, reason) => {
    const batch = beside(stoppedInstance(90), [], { unread: new Map([[kind, 'denied: ec2:DescribeVolumes']]) });
    const finding = findingBy(CHECK, batch);
    expect(finding).toMatchObject({ verdict: 'waste', evidence: { volumes: null }, countsTowardsTotal: false });
    expect(savingText(finding)).toBe(`unknown: ${reason}`);
  });

  it.each([
    [[volume({ ...root, tags: denied })], {}, 'tags of vol-root: denied'],
    [[root, ip], { prices: priceBook(['address/idle']) }, 'no price for address/idle in us-east-1'],
  ])('has an unknown saving when a part of it is unknown', (others, batch, reason) => {
    expect(savingText(findingBy(CHECK, beside(stoppedInstance(90), others, batch)))).toBe(`unknown: ${reason}`);
  });

  it('counts a volume that two of them share once, with the first by id', () => {
    const shared = volume({ ...root, attachedTo: known(['i-2', 'i-1']) });
    const [one, two] = ['i-1', 'i-2'].map((resourceId) => stoppedInstance(90, { resourceId }));
    const first = findingBy(CHECK, beside(one!, [two!, shared]))!;
    const second = findingBy(CHECK, beside(two!, [one!, shared]))!;
    expect([first, second].map(savingText)).toEqual([
      '3.00 [0.00 to 8.00] USD price-api', // alone it would leave the volume to the other
      '0.00 [0.00 to 0.00] USD price-api',
    ]);
    expect([first, second].map(termSum)).toEqual(['3.00', '0.00']);
    expect(second.action.params).toEqual({ volumes: 'vol-root' });
  });
});
