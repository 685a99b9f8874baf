import { z } from 'zod';
import { oncePerAccount } from '../once-per-account.ts';
import { parseAnswer } from '../read-aside.ts';

const operation = 'ecs:ListClusters';

const Page = z.object({ clusterArns: z.array(z.string()) });

/** All clusters of an account and region. Source: ECS API, ListClusters. */
export const clusterArns = oncePerAccount(async (aws, scope) => {
  const arns: string[] = [];
  for await (const answer of aws.pagesBy('nextToken', 'ecs', 'ListClusters', scope, { maxResults: 100 })) {
    arns.push(...parseAnswer(Page, answer, operation).clusterArns);
  }
  return arns;
});

/** `web` of `arn:aws:ecs:eu-west-1:111122223333:cluster/web`: the name under which CloudWatch has its metrics. */
export const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
