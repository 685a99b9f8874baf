import type { CostSubject } from '../../domain/cost-facts.ts';
import type { AdviserId } from '../../domain/recommendations.ts';

/*
 * Names of tasks that are made from another name. They stand alone: a command that only asks how a task ended
 * does not load the sync.
 */

export const costTask = (subject: CostSubject): string => `cost:${subject}`;

export const adviserTask = (adviser: AdviserId): string => `recommendations:${adviser}`;
