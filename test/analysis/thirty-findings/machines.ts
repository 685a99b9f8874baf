import { known } from '../../../src/domain/fact.ts';
import {
  always,
  build,
  capacityReservation,
  fourWeeks,
  instanceGroup,
  machineSizes,
  officeHours,
  weekOf,
} from '../../support/compute-builders.ts';
import { address, digest, instance, stoppedInstance, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed } from '../batch-builders.ts';
import { listPrices } from './prices.ts';
import { byId, priced, type PricedFinding } from './case.ts';

const GB = 1_000_000_000;

const sizes = machineSizes();

const stoppedWithDisk = stored(stoppedInstance(60));

const disk = stored(volume({ tier: 'gp2', sizeGiB: 200, attachedTo: known(['i-1']) }));

const ip = stored(address({ attachedTo: known(['i-1']) }));

const group = instanceGroup();

const groupLoad = digest('cpu-percent-average', 20, { resourceId: group.resourceId });

const members = byId(
  ...group.members.map(({ instanceId }) => instance({ resourceId: instanceId, sizeName: 'm5.large' })),
);

const halfBusy = [
  digest('cpu-percent-maximum', 30),
  digest('cpu-percent-average', 20),
  digest('memory-percent-maximum', 40),
  fourWeeks('cpu-percent-maximum-four-weeks', weekOf(always, 30, 30)),
  fourWeeks('network-bytes-four-weeks', weekOf(always, 0.2 * GB, 0)),
  digest('network-bytes', 5 * GB),
  digest('disk-operations', 36_000),
  digest('disk-bytes', 36_000_000),
];

const officeWork = [
  fourWeeks('cpu-percent-maximum-four-weeks', weekOf(officeHours, 60, 1)),
  fourWeeks('network-bytes-four-weeks', weekOf(officeHours, GB, 0)),
  digest('cpu-percent-maximum', 60),
  digest('network-bytes', 10 * GB),
];

/** Machines. */
export const machineFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-ec2-instance-stopped-long',
    of: 'gp2 of 200 GiB and an address on an instance that has been stopped for 60 days; a full-size snapshot is kept',
    facts: batchOf([stoppedWithDisk], { estate: [stoppedWithDisk, disk, ip], prices: listPrices() }),
    saves: ['200 x 0.10 - 200 x 0.05 + 730 x 0.005', '13.65'],
    // The snapshot may hold next to nothing.
    high: ['200 x 0.10 + 730 x 0.005', '23.65'],
  },
  {
    checkId: 'aws-ec2-instance-idle',
    of: 'an idle m5.xlarge that billed 86.40 in 30 days of 24 hours: 0.12 an hour, as a savings plan covers it',
    facts: priced(instance(), [digest('cpu-percent-maximum', 2), digest('network-bytes', 1_000_000)], {
      billed: billed({ 'i-1': ['86.40', 30] }),
    }),
    saves: ['86.40 / (30 x 24) x 730', '87.60'],
    by: 'bill',
  },
  {
    checkId: 'aws-ec2-instance-rightsize',
    of: 'm5.xlarge to m5.large with a discount of 20 %: 0.192 x 0.8 x 720 hours = 110.592 on the bill of 30 days',
    facts: priced(instance({ build: build(), software: known('none') }), halfBusy, {
      sizes,
      billed: billed({ 'i-1': ['110.592', 30] }),
    }),
    saves: ['(0.192 - 0.096) x 0.8 x 730', '56.064'],
    by: 'bill',
  },
  {
    checkId: 'aws-ec2-instance-previous-generation',
    of: 'm4.xlarge to m5.xlarge',
    facts: priced(instance({ sizeName: 'm4.xlarge', build: build() }), [], { sizes }),
    saves: ['(0.200 - 0.192) x 730', '5.84'],
  },
  {
    checkId: 'aws-ec2-instance-graviton',
    of: 'm5.xlarge to m6g.xlarge',
    facts: priced(
      instance({ build: build(), software: known('none') }),
      [digest('cpu-percent-maximum', 60), digest('network-bytes', GB)],
      { sizes },
    ),
    saves: ['(0.192 - 0.154) x 730', '27.74'],
  },
  {
    checkId: 'aws-ec2-instance-schedule',
    of: 'an m5.xlarge that works from 8 to 18 on five days: 168 - 50 = 118 hours of a week off',
    facts: priced(instance(), officeWork),
    saves: ['0.192 x 730 x 118 / 168', '98.45'],
  },
  {
    checkId: 'aws-ec2-asg-fixed-underused',
    of: 'four m5.large that use 20 % of their CPU; one in each of two zones is enough',
    facts: priced(group, [groupLoad], { related: members }),
    saves: ['(4 - 2) x 0.096 x 730', '140.16'],
  },
  {
    checkId: 'aws-ec2-spot-candidate',
    of: 'half of four m5.large on spot capacity, at 0.0384 an hour by the history of spot prices, which move',
    facts: priced(group, [groupLoad], { related: members }),
    saves: ['4 x 0.096 x 730 x 50 / 100 x (1 - 0.0384 / 0.096)', '84.096'],
    low: ['0 x 0.096 x 730', '0.00'],
  },
  {
    checkId: 'aws-ec2-license-oversized',
    of: 'SQL Server Enterprise to Standard on an m5.xlarge with Windows',
    facts: priced(
      instance({
        operatingSystem: known('windows'),
        software: known('sql-enterprise'),
        licenceAdvice: known({ advice: 'smaller-edition', edition: 'sql-standard' }),
      }),
    ),
    saves: ['(1.876 - 0.856) x 730', '744.60'],
  },
  {
    checkId: 'aws-ec2-capacity-reservation-unused',
    of: 'four places of m5.xlarge that nobody takes',
    facts: priced(
      capacityReservation(),
      (['used-percent-average', 'used-percent-maximum'] as const).map((metric) =>
        digest(metric, 0, { resourceId: 'cr-1' }),
      ),
    ),
    saves: ['4 x 0.192 x 730', '560.64'],
  },
];
