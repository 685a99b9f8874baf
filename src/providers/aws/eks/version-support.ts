import { z } from 'zod';
import { type Fact, fact, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { VersionSupport } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { oncePerRegion } from '../rds/once-per-region.ts';
import { readAside, rowsOf } from '../read-aside.ts';

const operation = 'eks:DescribeClusterVersions';

export const versionPermissions = [operation] as const;

const Version = z.object({
  clusterVersion: z.string().min(1),
  endOfStandardSupportDate: z.date().optional(),
  endOfExtendedSupportDate: z.date().optional(),
});

const versions = oncePerRegion(async (aws: AwsClient, scope: Scope) => {
  const pages = aws.pagesBy('nextToken', 'eks', 'DescribeClusterVersions', scope, { includeAll: true });
  const rows = await rowsOf(pages, {
    operation,
    page: z.object({ clusterVersions: z.array(Version) }),
    list: 'clusterVersions',
    rowId: 'clusterVersion',
  });
  return new Map(rows.map((row) => [row.clusterVersion, row]));
});

export type SupportOf = (version: string) => Fact<VersionSupport>;

/** The dates that AWS gives for each version of Kubernetes: a table of our own would be wrong with the next one. */
export async function kubernetesSupport(aws: AwsClient, scope: Scope): Promise<SupportOf> {
  const told = await readAside(() => versions(aws, scope, ''));
  return (version) => {
    if (!told.known) return told;
    const row = told.value.get(version);
    if (row === undefined) return unread(`${operation} does not list version ${version}`);
    const { endOfExtendedSupportDate: extended } = row;
    return mapFact(fact(row.endOfStandardSupportDate, 'endOfStandardSupportDate'), (end) => ({
      majorVersion: version,
      standardEndsAt: instant(end),
      ...(extended !== undefined && { extendedEndsAt: instant(extended) }),
    }));
  };
}
