import type { TruthEntry } from '../../estate/model.ts';
import { anomalyTruth, BilledDays, type BillPart, coverageTruth } from '../../provider-estate/bill-truth.ts';
import { CHECK } from '../../provider-estate/azure/check-ids.ts';
import type { AzureWorld } from '../azure-world.ts';
import { costOfLine, reservationLines } from './reservation-lines.ts';

const DAY = 86_400_000;
const made = new WeakMap<AzureWorld, readonly TruthEntry[]>();

/** What the amortized bill of an estate says about itself, and what its resources carry. Reckoned once, when it is first asked for. */
export function billTruth(world: AzureWorld): readonly TruthEntry[] {
  let truth = made.get(world);
  if (truth === undefined) {
    const { generatedAt, tenantId } = world.estate;
    truth = [
      ...anomalyTruth(CHECK.anomaly, new BilledDays(partsOf(world), generatedAt)),
      ...coverageTruth(CHECK.tags, tenantId, taggedOf(world), 'resources'),
    ];
    made.set(world, truth);
  }
  return truth;
}

/** How many of the resources carry each tag. */
function taggedOf({ estate }: AzureWorld) {
  const byLabel = new Map<string, number>();
  for (const { tags } of estate.resources) {
    for (const key of Object.keys(tags)) byLabel.set(key, (byLabel.get(key) ?? 0) + 1);
  }
  return { total: estate.resources.length, byLabel };
}

function* partsOf(world: AzureWorld): Generator<BillPart> {
  const until = world.estate.generatedAt;
  for (const line of [...world.usages, ...reservationLines(world.estate)]) {
    if ('view' in line && line.view === 'ActualCost') continue;
    const { accountId, region, service, labels } = line;
    const costOf = (day: number): number => {
      const [first] = costOfLine(line, day, day + DAY, until);
      return first === undefined ? 0 : first[1] / 1e9;
    };
    yield { accountId, region, service, labels, costOf };
  }
}
