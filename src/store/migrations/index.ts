import { initialSchema } from './0001-initial-schema.ts';
import { relations } from './0002-relations.ts';
import { costFacts } from './0003-cost-facts.ts';
import { deliveries } from './0004-deliveries.ts';
import { savingsRange } from './0005-savings-range.ts';
import type { Migration } from './migration.ts';

/** In order of version, without a gap. */
export const migrations: readonly Migration[] = [initialSchema, relations, costFacts, deliveries, savingsRange];
