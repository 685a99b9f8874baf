import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Fact, fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { type Day, dayOf, instant, monthOf } from '../../../domain/instant.ts';
import type { ImageRepository, StoredImages, Tags } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn, parseAnswer } from '../read-aside.ts';

interface Facts {
  readonly hasLifecyclePolicy: Fact<boolean>;
  readonly images: Fact<StoredImages>;
  readonly tags: Fact<Tags>;
}

const Repository = z.object({
  repositoryArn: z.string().min(1),
  repositoryName: z.string().min(1),
  createdAt: z.date().optional(),
  facts: z.custom<Facts>((value) => typeof value === 'object' && value !== null),
});

/** ECR repositories of one account and region. Source: Amazon ECR API, DescribeRepositories. */
export const imageRepositories = defineCollector({
  type: 'aws:ecr:repository',
  kind: 'image-repository',
  reach: 'regional',
  permissions: ['ecr:DescribeRepositories', 'ecr:GetLifecyclePolicy', 'ecr:DescribeImages', 'ecr:ListTagsForResource'],
  operation: 'ecr:DescribeRepositories',
  page: z.object({ repositories: z.array(Repository) }),
  rows: ['repositories'],
  rowId: 'repositoryName',
  async *fetch(aws: AwsClient, scope) {
    for await (const answer of aws.pagesBy('nextToken', 'ecr', 'DescribeRepositories', scope, { maxResults: 1000 })) {
      const described = await Promise.all(
        documentsIn(answer, 'repositories').map(async (row) => ({ ...row, facts: await factsOf(aws, scope, row) })),
      );
      yield { ...(answer as object), ...('repositories' in (answer as object) && { repositories: described }) };
    }
  },
  toResources: ({ repositories }, scope) =>
    repositories.map(({ repositoryArn, repositoryName, createdAt, facts }): ImageRepository => ({
      kind: 'image-repository',
      type: 'aws:ecr:repository',
      resourceId: repositoryArn,
      scope,
      name: repositoryName,
      state: 'active',
      createdAt: mapFact(fact(createdAt, 'createdAt'), instant),
      ...facts,
    })),
});

async function factsOf(aws: AwsClient, scope: Scope, row: Readonly<Record<string, unknown>>): Promise<Facts> {
  const repositoryName = String(row['repositoryName']);
  const resourceArn = String(row['repositoryArn']);
  const [hasLifecyclePolicy, images, tags] = await Promise.all([
    asked(() => hasPolicy(aws, scope, repositoryName)),
    asked(() => imagesOf(aws, scope, repositoryName)),
    asked(() => tagsOf(aws, scope, resourceArn)),
  ]);
  return { hasLifecyclePolicy, images, tags };
}

async function hasPolicy(aws: AwsClient, scope: Scope, repositoryName: string): Promise<boolean> {
  try {
    await aws.call('ecr', 'GetLifecyclePolicy', scope, { repositoryName });
    return true;
  } catch (error) {
    if (error instanceof CloudError && error.vendorCode === 'LifecyclePolicyNotFoundException') return false;
    throw error;
  }
}

const Images = z.object({
  imageDetails: z
    .array(
      z.object({
        imageSizeInBytes: z.number().nonnegative().default(0),
        imageTags: z.array(z.string()).default([]),
        imagePushedAt: z.date(),
        // Left out for an image that nobody pulled since ECR began to record it.
        lastRecordedPullTime: z.date().optional(),
      }),
    )
    .default([]),
});

/** Sums of all images: a repository can hold a hundred thousand. */
async function imagesOf(aws: AwsClient, scope: Scope, repositoryName: string): Promise<StoredImages> {
  let [count, bytes, untaggedBytes] = [0, 0, 0];
  const byMonth = new Map<Day, number>();
  const input = { repositoryName, maxResults: 1000 };
  for await (const answer of aws.pagesBy('nextToken', 'ecr', 'DescribeImages', scope, input)) {
    for (const image of parseAnswer(Images, answer, 'ecr:DescribeImages').imageDetails) {
      const lastUse = Math.max(image.imagePushedAt.getTime(), image.lastRecordedPullTime?.getTime() ?? 0);
      count += 1;
      bytes += image.imageSizeInBytes;
      if (image.imageTags.length === 0) untaggedBytes += image.imageSizeInBytes;
      const month = monthOf(dayOf(instant(lastUse)));
      byMonth.set(month, (byMonth.get(month) ?? 0) + image.imageSizeInBytes);
    }
  }
  const bytesByLastUse = [...byMonth]
    .map(([month, sum]) => ({ month, bytes: sum }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  return { count, bytes, untaggedBytes, bytesByLastUse };
}

const TagList = z.object({ tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) });

async function tagsOf(aws: AwsClient, scope: Scope, resourceArn: string): Promise<Tags> {
  const answer = await aws.call('ecr', 'ListTagsForResource', scope, { resourceArn });
  const { tags } = parseAnswer(TagList, answer, 'ecr:ListTagsForResource');
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
