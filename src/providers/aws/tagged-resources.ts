import { z } from 'zod';
import { type Fact, mapFact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Tags } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { readAside, rowsOf } from './read-aside.ts';

export const tagPermissions = ['tag:GetResources'] as const;

const Tagged = z.object({
  ResourceARN: z.string(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
});

export type TagsOf = (arn: string) => Fact<Tags>;

/**
 * The tags of all resources of a type (`lambda:function`) in an account and region, a hundred a call, for services whose
 * own listing has none. It lists everything that is or was tagged, so what it does not list has no tags.
 * Source: Resource Groups Tagging API, GetResources.
 */
export async function readTags(aws: AwsClient, scope: Scope, type: string): Promise<TagsOf> {
  const told = await readAside(async () => {
    const input = { ResourceTypeFilters: [type], ResourcesPerPage: 100 };
    const rows = await rowsOf(aws.pagesBy('PaginationToken', 'tag', 'GetResources', scope, input), {
      operation: 'tag:GetResources',
      page: z.object({ ResourceTagMappingList: z.array(Tagged) }),
      list: 'ResourceTagMappingList',
      rowId: 'ResourceARN',
    });
    return new Map(
      rows.map(({ ResourceARN, Tags: tags }) => [
        ResourceARN,
        Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      ]),
    );
  });
  return (arn) => mapFact(told, (byArn): Tags => byArn.get(arn) ?? {});
}
