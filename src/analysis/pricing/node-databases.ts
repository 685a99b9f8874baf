import { type Fact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { NodeDatabase } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** Nodes alone: storage bills by what is stored, whatever their number. */
export function nodeComponents(
  { engine, tier, replicas }: NodeDatabase,
  nodes: number,
): Fact<readonly CostComponent[]> {
  if (replicas === undefined) return unread(`prices of ${engine} over several regions are not collected`);
  const hours = Math.round(nodes * replicas * HOURS_PER_MONTH * 1e6) / 1e6;
  const label = replicas === 1 ? `${nodes} nodes, ${tier}` : `${nodes} nodes of ${replicas} replicas, ${tier}`;
  return all([component(label, `database-node/${engine}/${tier}`, hours, 'hour')]);
}
