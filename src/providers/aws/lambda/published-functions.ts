import { z } from 'zod';
import type { Scope } from '../../../domain/ids.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer, rowsOf } from '../read-aside.ts';

const Version = z.object({
  FunctionArn: z.string().min(1),
  FunctionName: z.string().min(1),
  Version: z.string().min(1),
  MemorySize: z.int().positive(),
  Architectures: z.array(z.string()).default(['x86_64']),
});

/** A function with published versions: `$LATEST` alone can't have environments kept ready. */
export interface PublishedFunction {
  readonly arn: string;
  readonly name: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** By version. */
  readonly memoryMiB: ReadonlyMap<string, number>;
}

/** The functions that have published versions. Source: Lambda API, ListFunctions with FunctionVersion ALL. */
export async function publishedFunctions(aws: AwsClient, scope: Scope): Promise<readonly PublishedFunction[]> {
  const input = { FunctionVersion: 'ALL', MaxItems: 50 } as const;
  const rows = await rowsOf(aws.pagesBy(['Marker', 'NextMarker'], 'lambda', 'ListFunctions', scope, input), {
    operation: 'lambda:ListFunctions',
    page: z.object({ Functions: z.array(Version) }),
    list: 'Functions',
    rowId: 'FunctionArn',
  });
  const published = rows.filter((row) => row.Version !== '$LATEST');
  return [...Map.groupBy(published, ({ FunctionName }) => FunctionName)].map(([name, versions]) => ({
    // `…:function:name:7`
    arn: (versions[0]?.FunctionArn ?? '').split(':').slice(0, 7).join(':'),
    name,
    architecture: versions[0]?.Architectures.includes('arm64') === true ? 'arm64' : 'x86_64',
    memoryMiB: new Map(versions.map((row) => [row.Version, row.MemorySize])),
  }));
}

const Aliases = z.object({ Aliases: z.array(z.object({ Name: z.string(), FunctionVersion: z.string() })) });

/** The version that each alias of a function stands for. Source: Lambda API, ListAliases. */
export async function aliasVersions(aws: AwsClient, scope: Scope, name: string): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  const input = { FunctionName: name, MaxItems: 50 };
  for await (const answer of aws.pagesBy(['Marker', 'NextMarker'], 'lambda', 'ListAliases', scope, input)) {
    for (const alias of parseAnswer(Aliases, answer, 'lambda:ListAliases').Aliases) {
      versions.set(alias.Name, alias.FunctionVersion);
    }
  }
  return versions;
}
