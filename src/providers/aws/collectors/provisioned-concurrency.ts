import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import { instant, parseInstant } from '../../../domain/instant.ts';
import type { ProvisionedConcurrency } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { inParts } from '../in-parts.ts';
import { aliasVersions, type PublishedFunction, publishedFunctions } from '../lambda/published-functions.ts';
import { documentsIn, readAside } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

interface Beside {
  readonly of: PublishedFunction;
  readonly aliases: Fact<ReadonlyMap<string, string>>;
  readonly tagsOf: TagsOf;
}

const Config = z.object({
  // `…:function:name:alias`, or the version's number at its end.
  FunctionArn: z.string().regex(/:function:[^:]+:[^:]+$/),
  RequestedProvisionedConcurrentExecutions: z.int().nonnegative(),
  AllocatedProvisionedConcurrentExecutions: z.int().nonnegative().default(0),
  Status: z.string().min(1),
  // Text, as `2026-11-01T10:00:00+0000`.
  LastModified: z.string().optional(),
  beside: z.custom<Beside>(),
});

/** Functions that are asked at the same time; no call tells of several. */
const atOnce = 10;

/**
 * Provisioned concurrency of the functions of one account and region. Only a function with published versions can have
 * some: the others are not asked. Source: Lambda API, ListProvisionedConcurrencyConfigs.
 */
export const provisionedConcurrency = defineCollector({
  type: 'aws:lambda:provisioned-concurrency',
  kind: 'provisioned-concurrency',
  reach: 'regional',
  permissions: [
    'lambda:ListFunctions',
    'lambda:ListProvisionedConcurrencyConfigs',
    'lambda:ListAliases',
    ...tagPermissions,
  ],
  operation: 'lambda:ListProvisionedConcurrencyConfigs',
  page: z.object({ ProvisionedConcurrencyConfigs: z.array(Config) }),
  rows: ['ProvisionedConcurrencyConfigs'],
  rowId: 'FunctionArn',
  async *fetch(aws: AwsClient, scope) {
    let tags: Promise<TagsOf> | undefined;
    for (const part of inParts(await publishedFunctions(aws, scope), atOnce)) {
      const configs = await Promise.all(part.map(async (of) => ({ of, pages: await configPages(aws, scope, of) })));
      for (const { of, pages } of configs) {
        for (const page of pages) {
          const rows = documentsIn(page, 'ProvisionedConcurrencyConfigs');
          if (rows.length === 0) continue;
          tags ??= readTags(aws, scope, 'lambda:function');
          const tagsOf = await tags;
          const aliases = await readAside(() => aliasVersions(aws, scope, of.name));
          const beside: Beside = { of, aliases, tagsOf };
          yield { ProvisionedConcurrencyConfigs: rows.map((row) => ({ ...row, beside })) };
        }
      }
    }
  },
  toResources: ({ ProvisionedConcurrencyConfigs }, scope) =>
    ProvisionedConcurrencyConfigs.map((c): ProvisionedConcurrency => {
      const { of, tagsOf } = c.beside;
      const qualifier = c.FunctionArn.slice(c.FunctionArn.lastIndexOf(':') + 1);
      return {
        kind: 'provisioned-concurrency',
        type: 'aws:lambda:provisioned-concurrency',
        resourceId: c.FunctionArn,
        scope,
        name: `${of.name}:${qualifier}`,
        state: c.Status,
        // Its last change: what is kept ready is so at least since then.
        createdAt: mapFact(fact(timeOf(c.LastModified), 'LastModified'), instant),
        tags: tagsOf(of.arn),
        functionName: of.name,
        qualifier,
        // While it is being set up some are paid already: what was asked for is what it will be.
        allocated: Math.max(c.AllocatedProvisionedConcurrentExecutions, c.RequestedProvisionedConcurrentExecutions),
        memoryMiB: memoryOf(qualifier, c.beside),
        architecture: of.architecture,
        uses: known([{ relation: 'member-of', targetId: of.arn }]),
      };
    }),
});

async function configPages(aws: AwsClient, scope: Parameters<AwsClient['call']>[2], { name }: PublishedFunction) {
  const pages: unknown[] = [];
  const input = { FunctionName: name, MaxItems: 50 };
  const tokens = ['Marker', 'NextMarker'] as const;
  for await (const page of aws.pagesBy(tokens, 'lambda', 'ListProvisionedConcurrencyConfigs', scope, input)) {
    pages.push(page);
  }
  return pages;
}

/** A zone of `+0000` as Lambda writes it. */
const timeOf = (text: string | undefined) => (text === undefined ? undefined : parseInstant(text));

function memoryOf(qualifier: string, { of, aliases }: Beside): Fact<number> {
  const own = of.memoryMiB.get(qualifier);
  if (own !== undefined) return known(own);
  if (!aliases.known) return aliases;
  const version = aliases.value.get(qualifier);
  return fact(version === undefined ? undefined : of.memoryMiB.get(version), `MemorySize of ${qualifier}`);
}
