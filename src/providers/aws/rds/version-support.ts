import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { VersionSupport } from '../../../domain/resources.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { oncePerRegion } from './once-per-region.ts';
import { parseAnswer } from './parse-answer.ts';

const operation = 'rds:DescribeDBMajorEngineVersions';

export const supportPermissions = [operation] as const;

const Page = z.object({
  DBMajorEngineVersions: z
    .array(
      z.object({
        Engine: z.string(),
        MajorEngineVersion: z.string(),
        // Left out for engines whose support AWS does not end by a date of its own.
        SupportedEngineLifecycles: z
          .array(
            z.object({
              LifecycleSupportName: z.string(),
              LifecycleSupportStartDate: z.date().optional(),
              LifecycleSupportEndDate: z.date().optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

type MajorVersion = z.infer<typeof Page>['DBMajorEngineVersions'][number];

/** How long an engine version is supported; null for one without paid support after that. */
export type SupportOf = (engine: string, version: string) => Fact<VersionSupport | null>;

const majorVersions = oncePerRegion(async (aws: AwsClient, scope: Scope) => {
  const byEngine = new Map<string, MajorVersion[]>();
  for await (const answer of aws.pagesBy('Marker', 'rds', 'DescribeDBMajorEngineVersions', scope, {})) {
    for (const version of parseAnswer(operation, Page, answer).DBMajorEngineVersions) {
      byEngine.set(version.Engine, [...(byEngine.get(version.Engine) ?? []), version]);
    }
  }
  return byEngine;
});

/** The dates that AWS gives for each major version: a table of our own would be wrong by the next announcement. */
export async function supportOf(aws: AwsClient, scope: Scope): Promise<SupportOf> {
  const byEngine = await asked(() => majorVersions(aws, scope, ''));
  return (engine, version) => {
    if (!byEngine.known) return byEngine;
    const majors = byEngine.value.get(engine) ?? [];
    // Of `8` and `8.0` the longer one; `8.0.mysql_aurora.3.05.2` is of `8.0`.
    const [major] = majors
      .filter(({ MajorEngineVersion: own }) => version === own || version.startsWith(`${own}.`))
      .sort((a, b) => b.MajorEngineVersion.length - a.MajorEngineVersion.length);
    if (major === undefined) return unread(`${operation} does not list ${engine} ${version}`);
    return known(toSupport(major));
  };
}

function toSupport({
  MajorEngineVersion: majorVersion,
  SupportedEngineLifecycles: lifecycles,
}: MajorVersion): VersionSupport | null {
  const named = (name: string) => lifecycles.find(({ LifecycleSupportName }) => LifecycleSupportName === name);
  const standardEnd = named('open-source-rds-standard-support')?.LifecycleSupportEndDate;
  const extended = named('open-source-rds-extended-support');
  if (standardEnd === undefined || extended === undefined) return null;
  const extendedEnd = extended.LifecycleSupportEndDate;
  return {
    majorVersion,
    standardEndsAt: instant(standardEnd),
    ...(extendedEnd !== undefined && { extendedEndsAt: instant(extendedEnd) }),
  };
}
