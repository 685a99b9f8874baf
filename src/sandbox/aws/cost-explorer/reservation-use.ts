import type { CommitmentDay } from '../../estate/commitments/coverage.ts';
import type { Reservation } from '../../estate/commitments/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { commitmentPeriod, type CoveredLine, hoursText, percentText, timeText, usd } from './commitment-days.ts';
import { costExplorerErrors } from './errors.ts';
import { isVisible } from './plan-use.ts';
import { periodsAsked, readTimePeriod, type TimePeriod } from './time-period.ts';

const EC2 = 'Amazon Elastic Compute Cloud - Compute';

/** The services of a filter; EC2 where none is named (API reference, GetReservationUtilization). */
function servicesOf(input: DocumentInput): readonly string[] {
  const dimensions = input.child('Filter')?.child('Dimensions');
  return dimensions?.text('Key') === 'SERVICE' ? dimensions.texts('Values') : [EC2];
}

/** GetReservationUtilization: by reservation where it is grouped (by SUBSCRIPTION_ID alone), else in all. */
export function getReservationUtilization(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const period = readTimePeriod(input, call.now);
  const groupBy = input.children('GroupBy').map((group) => group.oneOf('Key', ['SUBSCRIPTION_ID']));
  // By the day where neither a group nor a granularity is asked for (API reference).
  const periods = periodsAsked(input, period, 'DAILY');
  const services = servicesOf(input);
  const daysOf = (part: TimePeriod) =>
    commitmentPeriod(call, part).days.filter(
      ({ kind, commitment }) =>
        kind === 'reservation' &&
        services.includes((commitment as Reservation).serviceName) &&
        isVisible(call, commitment.accountId),
    );
  const days = daysOf(period);
  const uses = [...Map.groupBy(days, ({ commitment }) => (commitment as Reservation).subscriptionId)];
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([period, services, groupBy]),
    token: input.optionalText('NextPageToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 2_147_483_647 }) ?? 100,
    items: (after) => itemsAfter(uses, after, ([id]) => id),
    positionOf: ([id]) => id,
    badToken: () => costExplorerErrors.invalidToken(),
  });
  const total = figuresOf(days);
  return {
    UtilizationsByTime: periods.map((part) => ({
      TimePeriod: { Start: part.start, End: part.end },
      Groups:
        groupBy.length === 0
          ? []
          : items.map(([Value, of]) => ({
              Key: 'SubscriptionId',
              Value,
              Attributes: attributesOf(of[0]?.commitment as Reservation),
              Utilization: figuresOf(of),
            })),
      Total: periods.length === 1 ? total : figuresOf(daysOf(part)),
    })),
    Total: total,
    ...(nextToken !== undefined && groupBy.length > 0 && { NextPageToken: nextToken }),
  };
}

function figuresOf(days: readonly CommitmentDay[]): object {
  const sum = (of: (day: CommitmentDay) => bigint): bigint => days.reduce((total, day) => total + of(day), 0n);
  const hours = (of: (day: CommitmentDay) => number): number => days.reduce((total, day) => total + of(day), 0);
  const [paid, used, onDemand] = [sum((d) => d.paidNano), sum((d) => d.usedNano), sum((d) => d.onDemandNano)];
  const [purchased, actual] = [hours((d) => d.hours), hours((d) => d.usedHours)];
  const upfront = sum((d) =>
    d.commitment.payment === 'No Upfront' ? 0n : d.commitment.payment === 'All Upfront' ? d.paidNano : d.paidNano / 2n,
  );
  return {
    UtilizationPercentage: percentText(actual, purchased),
    UtilizationPercentageInUnits: percentText(actual, purchased),
    PurchasedHours: hoursText(purchased),
    PurchasedUnits: hoursText(purchased),
    TotalActualHours: hoursText(actual),
    TotalActualUnits: hoursText(actual),
    UnusedHours: hoursText(purchased - actual),
    UnusedUnits: hoursText(purchased - actual),
    OnDemandCostOfRIHoursUsed: usd(onDemand),
    NetRISavings: usd(onDemand - paid),
    TotalPotentialRISavings: usd(onDemand - used),
    AmortizedUpfrontFee: usd(upfront),
    AmortizedRecurringFee: usd(paid - upfront),
    TotalAmortizedFee: usd(paid),
    RICostForUnusedHours: usd(paid - used),
    RealizedSavings: usd(onDemand - used),
    UnrealizedSavings: usd(paid - used),
  };
}

/** Metadata comes with every group, in words that differ a little from service to service. */
function attributesOf(of: Reservation): Readonly<Record<string, string>> {
  return {
    accountId: of.accountId,
    subscriptionId: of.subscriptionId,
    leaseId: of.id,
    subscriptionType: of.payment,
    subscriptionStatus: of.state === 'active' ? 'Active' : 'Expired',
    instanceType: of.unitName,
    numberOfInstances: String(of.count),
    region: of.region,
    service: of.serviceName,
    platform: of.description,
    scope: 'Region',
    offeringType: of.offeringClass,
    startDateTime: timeText(of.startAt),
    endDateTime: timeText(of.endAt),
    currencyCode: 'USD',
    hourlyRecurringFee: of.hourly,
    upfrontFee: of.upfront,
  };
}

/** GetReservationCoverage by region or account, or in all. */
export function getReservationCoverage(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const period = readTimePeriod(input, call.now);
  const groupBy = input.children('GroupBy').map((group) => group.oneOf('Key', ['REGION', 'LINKED_ACCOUNT']));
  if (groupBy.length > 1) throw costExplorerErrors.validation('The sandbox groups reservation coverage by one key.');
  const periods = periodsAsked(input, period);
  const services = servicesOf(input);
  const linesOf = (part: TimePeriod) =>
    commitmentPeriod(call, part).lines.filter(
      ({ line }) =>
        services.includes(line.service) && !line.usageType.includes('SpotUsage') && isVisible(call, line.accountId),
    );
  const lines = linesOf(period);
  const [key] = groupBy;
  const keyOf = ({ line }: CoveredLine): string => (key === 'LINKED_ACCOUNT' ? line.accountId : line.region);
  const groups = key === undefined ? [] : [...Map.groupBy(lines, keyOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([period, services, groupBy]),
    token: input.optionalText('NextPageToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 2_147_483_647 }) ?? 100,
    items: (after) => itemsAfter(groups, after, ([value]) => value),
    positionOf: ([value]) => value,
    badToken: () => costExplorerErrors.invalidToken(),
  });
  const total = coverageOf(lines);
  return {
    CoveragesByTime: periods.map((part) => ({
      TimePeriod: { Start: part.start, End: part.end },
      Groups: items.map(([value, of]) => ({
        Attributes: { [key === 'LINKED_ACCOUNT' ? 'linkedAccount' : 'region']: value },
        Coverage: coverageOf(of),
      })),
      Total: periods.length === 1 ? total : coverageOf(linesOf(part)),
    })),
    Total: total,
    ...(nextToken !== undefined && { NextPageToken: nextToken }),
  };
}

function coverageOf(lines: readonly CoveredLine[]): object {
  const sum = (of: (line: CoveredLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const [all, reserved] = [sum(({ hours }) => hours), sum(({ reservedHours }) => reservedHours)];
  const onDemand = lines.reduce((total, { nano, reservedNano }) => total + nano - reservedNano, 0n);
  return {
    CoverageHours: {
      OnDemandHours: hoursText(all - reserved),
      ReservedHours: hoursText(reserved),
      TotalRunningHours: hoursText(all),
      CoverageHoursPercentage: percentText(reserved, all),
    },
    CoverageNormalizedUnits: {
      OnDemandNormalizedUnits: hoursText(all - reserved),
      ReservedNormalizedUnits: hoursText(reserved),
      TotalRunningNormalizedUnits: hoursText(all),
      CoverageNormalizedUnitsPercentage: percentText(reserved, all),
    },
    CoverageCost: { OnDemandCost: usd(onDemand) },
  };
}
