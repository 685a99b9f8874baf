import { CloudError } from '../../../domain/cloud-error.ts';
import type { CostFactTypes, CostSubject } from '../../../domain/cost-facts.ts';
import type { Scope } from '../../../domain/ids.ts';
import { addDays, type Day, type DayRange } from '../../../domain/instant.ts';
import type { CostFactRequest } from '../../../domain/ports/provider.ts';
import type { AzureClient } from '../client.ts';
import type { CostTarget } from '../cost.ts';

/** What a subject is read with. */
export interface FactContext {
  readonly azure: AzureClient;
  /** The payer's: Cost Management counts calls by tenant and client. */
  readonly scope: Scope;
  readonly targets: readonly CostTarget[];
  readonly today: Day;
  readonly request: CostFactRequest;
}

/** How one subject of cost facts is read. */
export type FactReader<S extends CostSubject> = (context: FactContext) => Promise<readonly CostFactTypes[S][]>;

/** Cost of the last days still changes. Source: Cost Management documentation, "Cost and usage data updates and retention". */
const UNSETTLED_DAYS = 3;

/** So many whole days, up to the last one that is settled. */
export function settledWindow(today: Day, days: number): DayRange {
  const to = addDays(today, -UNSETTLED_DAYS);
  return { from: addDays(to, -days), to };
}

/** Asks one place after the other. What one of them refuses leaves the others; throws where all do. */
export async function whatCanBeRead(
  targets: readonly CostTarget[],
  ask: (target: CostTarget) => Promise<void>,
): Promise<void> {
  let refused: CloudError | undefined;
  let read = 0;
  for (const target of targets) {
    try {
      await ask(target);
      read += 1;
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      refused ??= error;
    }
  }
  if (refused !== undefined && read === 0) throw refused;
}
