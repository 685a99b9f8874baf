import { booksOf } from '../ledger-of.ts';
import { statesWith, type EstateFamily } from '../family.ts';
import type { FamilyContext } from '../family-context.ts';
import type { Estate } from '../model.ts';
import { accountTags, allocationTags } from './allocation.ts';
import { billedDays, plantAnomalies, plantHotspots } from './bill-truth.ts';
import { bursts, looseUsage, transfers } from './loose-usage.ts';
import type { CommitmentsState } from './model.ts';
import { CommitmentPlanner } from './planned.ts';
import { plantPlan, plantReservations } from './purchase-truth.ts';
import { nativeRecommendations } from './recommendations.ts';
import { steadyLines } from './steady-usage.ts';

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
    const loose = [...bursts(context), ...transfers(context, dailyCosts(billed(estate, state)))];
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

/** USD a day by account, over the last month. */
function dailyCosts(estate: Estate): ReadonlyMap<string, number> {
  const { accounts } = billedDays(estate);
  return new Map([...accounts].map(([id, days]) => [id, days.slice(30).reduce((sum, cost) => sum + cost, 0) / 30]));
}

function plantBilled(context: FamilyContext, estate: Estate): void {
  booksOf(estate);
  const days = billedDays(estate);
  plantAnomalies(context, days);
  plantHotspots(context, days);
}
