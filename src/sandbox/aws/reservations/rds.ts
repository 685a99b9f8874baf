import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { queryDocumentOperations } from '../operation.ts';
import { rdsProfile } from '../rds/module.ts';
import type { ServiceModule } from '../service-module.ts';
import { named } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { recurringCharges, reservationPage, secondsOf } from './listing.ts';

export const rdsReservationsModule: ServiceModule = {
  id: 'rds',
  profile: rdsProfile,
  operations: queryDocumentOperations(
    { DescribeReservedDBInstances: describeReservedDbInstances },
    { numbers: new Set(['MaxRecords']) },
  ),
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

function describeReservedDbInstances(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const { items, nextToken } = reservationPage(call, input, {
    service: 'rds',
    id: 'ReservedDBInstanceId',
    token: 'Marker',
    limit: 'MaxRecords',
    limits: { min: 20, max: 100 },
    notFound: (id) =>
      new AwsError('ReservedDBInstanceNotFound', `ReservedDBInstance ${id} not found.`, { status: 404 }),
    badToken: invalid,
  });
  return {
    ReservedDBInstances: named(
      'ReservedDBInstance',
      items.map((one) => ({
        ReservedDBInstanceId: one.id,
        ReservedDBInstancesOfferingId: '31a5a1e9-62a7-4a1d-b37f-1a1b1c1d1e1f',
        DBInstanceClass: one.unitName,
        StartTime: new Timestamp(one.startAt),
        Duration: secondsOf(one),
        FixedPrice: Number(one.upfront),
        UsagePrice: 0,
        CurrencyCode: 'USD',
        DBInstanceCount: one.count,
        ProductDescription: one.description,
        OfferingType: one.payment,
        MultiAZ: one.multiAz,
        State: one.state,
        RecurringCharges: named('RecurringCharge', recurringCharges(one)),
        ReservedDBInstanceArn: one.arn,
        LeaseId: one.id,
      })),
    ),
    Marker: nextToken,
  };
}
