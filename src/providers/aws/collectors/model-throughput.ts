import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { ModelThroughput } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { documentsIn } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';
import { whereServed } from '../unserved-regions.ts';

const Throughput = z.object({
  provisionedModelArn: z.string().min(1),
  provisionedModelName: z.string().min(1),
  modelArn: z.string().min(1),
  modelUnits: z.int().nonnegative(),
  status: z.string().min(1),
  creationTime: z.date(),
  // Left out of one without a term.
  commitmentDuration: z.string().optional(),
  commitmentExpirationTime: z.date().optional(),
});

/** Provisioned throughput of Bedrock models, of one account and region. Source: Bedrock API, ListProvisionedModelThroughputs. */
export const modelThroughput = defineCollector({
  type: 'aws:bedrock:provisioned-model',
  kind: 'model-throughput',
  reach: 'regional',
  permissions: ['bedrock:ListProvisionedModelThroughputs', ...tagPermissions],
  operation: 'bedrock:ListProvisionedModelThroughputs',
  page: z.object({
    provisionedModelSummaries: z.array(Throughput),
    tagsOf: z.custom<TagsOf>((of) => typeof of === 'function'),
  }),
  rows: ['provisionedModelSummaries'],
  rowId: 'provisionedModelArn',
  async *fetch(aws: AwsClient, scope) {
    let tags: TagsOf = () => unread('not asked');
    const pages = aws.pagesBy('nextToken', 'bedrock', 'ListProvisionedModelThroughputs', scope, { maxResults: 100 });
    for await (const page of whereServed('bedrock', scope, pages)) {
      const rows = documentsIn(page, 'provisionedModelSummaries');
      if (rows.length > 0) tags = await readTags(aws, scope, 'bedrock:provisioned-model');
      // An account without any is answered with nothing but the token.
      yield withBeside({ provisionedModelSummaries: [], ...(page as object) }, { tagsOf: tags });
    }
  },
  toResources: ({ provisionedModelSummaries, tagsOf }, scope) =>
    provisionedModelSummaries.map((t): ModelThroughput => ({
      kind: 'model-throughput',
      type: 'aws:bedrock:provisioned-model',
      resourceId: t.provisionedModelArn,
      scope,
      name: t.provisionedModelName,
      state: t.status,
      createdAt: known(instant(t.creationTime)),
      tags: tagsOf(t.provisionedModelArn),
      modelId: t.modelArn.slice(t.modelArn.lastIndexOf('/') + 1),
      modelUnits: t.modelUnits,
      ...(t.commitmentDuration !== undefined &&
        t.commitmentExpirationTime !== undefined && { committedUntil: instant(t.commitmentExpirationTime) }),
    })),
});
