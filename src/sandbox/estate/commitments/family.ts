import { visitUntaxedCosts } from '../costs.ts';
import { statesWith, type EstateFamily } from '../family.ts';
import type { FamilyContext } from '../family-context.ts';
import { booksOf, shareBooks } from '../ledger-of.ts';
import type { CostCell, Estate } from '../model.ts';
import { DAY_SECONDS } from '../usage-ledger.ts';
import { accountTags, allocationTags } from './allocation.ts';
import { billedDays, plantAnomalies, plantHotspots } from './bill-truth.ts';
import { bursts, looseUsage, transfers } from './loose-usage.ts';
import type { CommitmentsState } from './model.ts';
import { CommitmentPlanner } from './planned.ts';
import { plantPlan, plantReservations } from './purchase-truth.ts';
import { nativeRecommendations } from './recommendations.ts';
import { steadyLines, todayOf, UNSETTLED_DAYS } from './steady-usage.ts';

/**
 * Commitments over all that the other families run, and what only the bill knows: bursts, traffic, allocation tags, and
 * AWS' own recommendations. It looks at the bill of all of them, so it stands last in the list.
 */
export const commitmentsFamily: EstateFamily<CommitmentsState> = {
  name: 'commitments',
  generate(context) {
    const estate = context.estate();
    const lines = steadyLines(estate);
    const planner = new CommitmentPlanner(context, lines);
    planner.plant();
    plantReservations(context, lines, planner);
    plantPlan(context, lines);
    const state: CommitmentsState = {
      plans: planner.plans,
      reservations: planner.reservations,
      allocationTags: allocationTags(context),
      accountTags: accountTags(context),
      costCategories: [
        {
          name: 'Environments',
          arn: `arn:aws:ce::${context.organization.managementAccountId}:costcategory/${context.random('category').hex(8)}`,
        },
      ],
      loose: [],
      recommendations: nativeRecommendations(context),
      settings: { hourlyData: false, resourceData: false },
      supported: context.accounts.map(({ account }) => account.id),
    };
    // Commitments use nothing themselves.
    const withoutLoose = shareBooks(estate, billed(estate, state));
    const loose = [...bursts(context), ...transfers(context, dailyCosts(withoutLoose))];
    const whole = { ...state, loose };
    plantBilled(context, billed(estate, whole));
    return whole;
  },
  usage: ({ loose }) => looseUsage(loose),
};

/** The estate with this family in it, whose bill is then as it will be. */
const billed = (estate: Estate, state: CommitmentsState): Estate => ({
  ...estate,
  families: statesWith(estate.families, commitmentsFamily, state),
});

const MONTH_DAYS = 30;

/** Usage as the cost API's charge types have it: on demand, covered by a plan or by a reservation. */
const isUsage = ({ recordType }: CostCell): boolean =>
  recordType === 'Usage' || recordType === 'DiscountedUsage' || recordType === 'SavingsPlanCoveredUsage';

/** USD a day by account, over the last settled month. */
function dailyCosts(estate: Estate): ReadonlyMap<string, number> {
  const to = todayOf(estate) - UNSETTLED_DAYS * DAY_SECONDS;
  const label = (day: number): string => new Date(day * 1000).toISOString().slice(0, 10);
  const costs = new Map<string, number[]>();
  visitUntaxedCosts(estate, label(to - MONTH_DAYS * DAY_SECONDS), label(to), (cell) => {
    if (!isUsage(cell)) return;
    const days = costs.get(cell.accountId) ?? Array.from({ length: MONTH_DAYS }, () => 0);
    costs.set(cell.accountId, days);
    const day = Date.parse(cell.day) / 1000;
    days[MONTH_DAYS - (to - day) / DAY_SECONDS]! += Number(cell.amortizedNanoUsd) / 1e9;
  });
  return new Map([...costs].map(([id, days]) => [id, days.reduce((sum, cost) => sum + cost, 0) / MONTH_DAYS]));
}

function plantBilled(context: FamilyContext, estate: Estate): void {
  booksOf(estate);
  const days = billedDays(estate);
  plantAnomalies(context, days);
  plantHotspots(context, days);
}
