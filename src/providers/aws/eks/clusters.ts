import { z } from 'zod';
import { oncePerAccount } from '../once-per-account.ts';
import { parseAnswer } from '../read-aside.ts';

const Page = z.object({ clusters: z.array(z.string()) });

/** Names of the clusters of an account and region. Source: EKS API, ListClusters. */
export const clusterNames = oncePerAccount(async (aws, scope) => {
  const names: string[] = [];
  for await (const answer of aws.pagesBy('nextToken', 'eks', 'ListClusters', scope, { maxResults: 100 })) {
    names.push(...parseAnswer(Page, answer, 'eks:ListClusters').clusters);
  }
  return names;
});

const Groups = z.object({ nodegroups: z.array(z.string()) });

/** Names of the node groups of all clusters, by cluster. Source: EKS API, ListNodegroups. */
export const nodeGroupNames = oncePerAccount(async (aws, scope) => {
  const byCluster = new Map<string, readonly string[]>();
  for (const clusterName of await clusterNames(aws, scope)) {
    const names: string[] = [];
    const pages = aws.pagesBy('nextToken', 'eks', 'ListNodegroups', scope, { clusterName, maxResults: 100 });
    for await (const answer of pages) names.push(...parseAnswer(Groups, answer, 'eks:ListNodegroups').nodegroups);
    byCluster.set(clusterName, names);
  }
  return byCluster;
});
