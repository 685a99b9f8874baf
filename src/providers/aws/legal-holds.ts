import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { type Fact, mapFact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { asked } from './asked.ts';
import type { AwsClient } from './client.ts';

/** Whether a recovery point is on a legal hold, by its ARN. */
export type HeldOf = (arn: string) => Fact<boolean>;

const Holds = z.object({
  // Left out where there is none.
  LegalHolds: z.array(z.object({ LegalHoldId: z.string(), Status: z.string() })).default([]),
});
const Points = z.object({ RecoveryPoints: z.array(z.object({ RecoveryPointArn: z.string() })).default([]) });

/** The recovery points that legal holds keep, whatever their lifecycle says. Source: AWS Backup API, ListLegalHolds. */
export async function legalHolds(aws: AwsClient, scope: Scope): Promise<HeldOf> {
  const held = await asked(async () => {
    const arns = new Set<string>();
    for await (const answer of aws.pages('backup', 'ListLegalHolds', scope, { MaxResults: 1000 })) {
      for (const { LegalHoldId, Status } of read('backup:ListLegalHolds', Holds, answer).LegalHolds) {
        if (Status === 'CANCELED') continue;
        const input = { LegalHoldId, MaxResults: 1000 };
        for await (const page of aws.pages('backup', 'ListRecoveryPointsByLegalHold', scope, input)) {
          for (const point of read('backup:ListRecoveryPointsByLegalHold', Points, page).RecoveryPoints) {
            arns.add(point.RecoveryPointArn);
          }
        }
      }
    }
    return arns;
  });
  return (arn) => mapFact(held, (arns) => arns.has(arn));
}

function read<T>(operation: string, schema: z.ZodType<T>, answer: unknown): T {
  const page = schema.safeParse(answer);
  if (page.success) return page.data;
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(page.error)}`;
  throw new CloudError({ category: 'malformed', operation, message });
}
