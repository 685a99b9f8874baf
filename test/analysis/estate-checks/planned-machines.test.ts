import { describe, expect, it } from 'vitest';
import { itemsInCluster, machinesOf } from '../../../src/analysis/pricing/machines-of.ts';
import { reservationPurchase } from '../../../src/analysis/estate-checks/reservation-purchase.ts';
import { known } from '../../../src/domain/fact.ts';
import { instanceGroup } from '../../support/compute-builders.ts';
import { database, member } from '../../support/database-builders.ts';
import { cacheCluster } from '../../support/data-store-builders.ts';
import { instance, volume } from '../../support/resource-builders.ts';
import { nodeGroup, processingCluster } from '../../support/serverless-builders.ts';
import { estateFacts, estateVerdicts, offer, onDemand, planned } from './estate-facts-builders.ts';

const group = instanceGroup({
  members: ['m5.large', 'm5.xlarge', 'm5.large'].map((sizeName, at) => ({ instanceId: `i-${at}`, sizeName })),
});
const nodes = { sizeNames: known(['m5.large']), desiredSize: 3 };
const emr = processingCluster({
  machines: known([
    { instanceId: 'i-1', sizeName: 'm5.xlarge', pricingModel: 'on-demand' },
    { instanceId: 'i-2', sizeName: 'm5.xlarge', pricingModel: 'spot' },
  ]),
});

describe('machines of what is planned to go', () => {
  it.each`
    resource                                         | sizes                                | because
    ${instance()}                                    | ${['m5.xlarge x 1']}                 | ${'an instance is one machine'}
    ${instance({ powerState: 'stopped' })}           | ${[]}                                | ${'it is in no usage that could be committed to'}
    ${database({ powerState: 'stopped' })}           | ${[]}                                | ${'the same of a database'}
    ${instance({ pricingModel: 'spot' })}            | ${[]}                                | ${'no commitment covers spot capacity'}
    ${instance({ pricingModel: 'dedicated' })}       | ${['m5.xlarge x 1']}                 | ${'its price is not known, its size is'}
    ${volume()}                                      | ${[]}                                | ${'a volume has none'}
    ${emr}                                           | ${['m5.xlarge x 1']}                 | ${'spot machines are left out'}
    ${group}                                         | ${['m5.large x 2', 'm5.xlarge x 1']} | ${'a group has its members'}
    ${nodeGroup(nodes)}                              | ${['m5.large x 3']}                  | ${'a node group keeps so many'}
    ${nodeGroup({ ...nodes, pricingModel: 'spot' })} | ${[]}                                | ${'no commitment covers spot capacity'}
  `('are $sizes: $because', ({ resource, sizes }) => {
    expect(machinesOf(resource).map(({ sizeName, count }) => `${sizeName} x ${count}`)).toEqual(sizes);
  });

  it('are as many as a cache has nodes', () => {
    const [machines] = machinesOf(cacheCluster());
    expect(machines?.items).toHaveLength(1);
    expect(machines?.count).toBeGreaterThan(0);
  });

  it('of a database may be billed one way, of an Aurora member in two', () => {
    expect(machinesOf(database()).flatMap(({ items }) => items)).toHaveLength(1);
    const aurora = machinesOf(member('m-1')).flatMap(({ items }) => items);
    expect(aurora).toHaveLength(2);
    expect(aurora.filter((item) => item.startsWith('database-io-included/'))).toHaveLength(1);
  });

  it.each`
    ioBilling        | matching | other
    ${'included'}    | ${2}     | ${3}
    ${'per-request'} | ${3}     | ${2}
    ${'other'}       | ${2}     | ${2}
  `(
    'of a cluster with I/O $ioBilling leave $matching of 3 on the line with I/O included, and $other on the other',
    ({ ioBilling, matching, other }) => {
      const aurora = member('m-1');
      const machines = itemsInCluster(machinesOf(aurora), ioBilling);
      const [perRequest = '', included = ''] = machinesOf(aurora)[0]?.items ?? [];
      const unitsOf = (item: string) =>
        estateVerdicts(
          reservationPurchase,
          estateFacts({
            costs: {
              'on-demand-usage': [onDemand()],
              'commitment-offers': [offer({ item })],
              'purchase-advice': [],
            },
            planned: [planned({ machines })],
          }),
        ).map(({ verdict }) => verdict.evidence['units']);
      expect(unitsOf(included)).toEqual([matching]);
      expect(unitsOf(perRequest)).toEqual([other]);
    },
  );
});
