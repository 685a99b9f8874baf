import { z } from 'zod';
import { type Fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer } from './parse-answer.ts';

const operation = 'rds:DescribeEvents';

export const eventPermissions = [operation] as const;

const Page = z.object({
  Events: z.array(z.object({ SourceIdentifier: z.string().optional(), Message: z.string().optional() })).default([]),
});

/** RDS keeps events for 14 days; it starts what has been stopped for seven. */
const KEPT_MINUTES = 14 * 24 * 60;

/** RDS-EVENT-0154. Source: RDS User Guide, "Amazon RDS event categories and event messages". */
const startedByItself = /exceeding the maximum allowed time being stopped/i;

/** How often RDS started each database by itself in the last 14 days: one listing for an account and region. */
export async function automaticRestarts(aws: AwsClient, scope: Scope): Promise<(identifier: string) => Fact<number>> {
  const counts = await asked(async () => {
    const found = new Map<string, number>();
    const input = {
      SourceType: 'db-instance',
      EventCategories: ['notification'],
      Duration: KEPT_MINUTES,
      MaxRecords: 100,
    } as const;
    for await (const answer of aws.pagesBy('Marker', 'rds', 'DescribeEvents', scope, {
      ...input,
      EventCategories: [...input.EventCategories],
    })) {
      for (const { SourceIdentifier, Message } of parseAnswer(operation, Page, answer).Events) {
        if (SourceIdentifier === undefined || !startedByItself.test(Message ?? '')) continue;
        found.set(SourceIdentifier, (found.get(SourceIdentifier) ?? 0) + 1);
      }
    }
    return found;
  });
  return (identifier) => mapFact(counts, (found) => found.get(identifier) ?? 0);
}
