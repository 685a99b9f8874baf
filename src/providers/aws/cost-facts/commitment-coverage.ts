import { z } from 'zod';
import type { CommitmentCoverage } from '../../../domain/cost-facts.ts';
import type { DayRange } from '../../../domain/instant.ts';
import type { CostCalls } from '../cost-calls.ts';
import { Amount, type CostReader, dimension, parsed, periodOf, settledWindow, unlessNoData } from './cost-reader.ts';
import { reservationRecords } from './commitment-use.ts';
import { dimensionValues } from './grouped-costs.ts';

const LOOKBACK_DAYS = 30;
const RECORD_DAYS = 35;

/** How much of the usage that commitments can cover was covered, by service and region. */
export const commitmentCoverage: CostReader<'commitment-coverage'> = {
  permissions: ['ce:GetSavingsPlansCoverage', 'ce:GetReservationCoverage', 'ce:GetDimensionValues'],
  async read({ calls, today }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const plans = await planCoverage(calls, window);
    const filter = dimension('RECORD_TYPE', reservationRecords);
    const services = await dimensionValues(calls, settledWindow(today, RECORD_DAYS), 'SERVICE', filter);
    const reservations: CommitmentCoverage[] = [];
    for (const service of services) reservations.push(...(await reservationCoverage(calls, window, service)));
    return [...plans, ...reservations];
  },
};

const Attributes = z.record(z.string(), z.string()).default({});

const PlanPage = z.object({
  SavingsPlansCoverages: z.array(
    z.object({
      Attributes,
      Coverage: z.object({ SpendCoveredBySavingsPlans: Amount, OnDemandCost: Amount, CoveragePercentage: Amount }),
    }),
  ),
});

async function planCoverage(calls: CostCalls, window: DayRange): Promise<readonly CommitmentCoverage[]> {
  return unlessNoData(async () => {
    const rows: CommitmentCoverage[] = [];
    const input = {
      TimePeriod: periodOf(window),
      GroupBy: (['SERVICE', 'REGION'] as const).map((Key) => ({ Type: 'DIMENSION' as const, Key })),
      MaxResults: 100,
    };
    for await (const answer of calls.pages('NextToken', 'GetSavingsPlansCoverage', input)) {
      for (const row of parsed('ce:GetSavingsPlansCoverage', PlanPage, answer).SavingsPlansCoverages) {
        rows.push({
          category: 'spend',
          serviceName: row.Attributes['SERVICE'] ?? '',
          regionId: row.Attributes['REGION'] || null,
          window,
          currency: null,
          coveredCost: row.Coverage.SpendCoveredBySavingsPlans,
          onDemandCost: row.Coverage.OnDemandCost,
          coverage: Number(row.Coverage.CoveragePercentage) / 100,
        });
      }
    }
    return rows;
  });
}

const ReservationPage = z.object({
  CoveragesByTime: z.array(
    z.object({
      Groups: z
        .array(
          z.object({
            Attributes,
            Coverage: z.object({
              CoverageHours: z.object({ CoverageHoursPercentage: Amount }),
              CoverageCost: z.object({ OnDemandCost: Amount }),
            }),
          }),
        )
        .default([]),
    }),
  ),
});

async function reservationCoverage(
  calls: CostCalls,
  window: DayRange,
  service: string,
): Promise<readonly CommitmentCoverage[]> {
  return unlessNoData(async () => {
    const rows: CommitmentCoverage[] = [];
    const input = {
      TimePeriod: periodOf(window),
      GroupBy: [{ Type: 'DIMENSION' as const, Key: 'REGION' }],
      Filter: dimension('SERVICE', [service]),
      Metrics: ['Hour', 'Cost'],
    };
    for await (const answer of calls.pages('NextPageToken', 'GetReservationCoverage', input)) {
      const page = parsed('ce:GetReservationCoverage', ReservationPage, answer);
      for (const { Attributes: of, Coverage } of page.CoveragesByTime.flatMap(({ Groups }) => Groups)) {
        rows.push({
          category: 'usage',
          serviceName: service,
          regionId: of['region'] || null,
          window,
          currency: null,
          coveredCost: null,
          onDemandCost: Coverage.CoverageCost.OnDemandCost,
          coverage: Number(Coverage.CoverageHours.CoverageHoursPercentage) / 100,
        });
      }
    }
    return rows;
  });
}
