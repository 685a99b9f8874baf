import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { ModelEndpoint } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn } from '../read-aside.ts';
import { type EndpointDetails, endpointDetails, endpointPermissions } from '../sagemaker/endpoint-details.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

interface Beside {
  readonly details: EndpointDetails;
  readonly tagsOf: TagsOf;
}

const Endpoint = z.object({
  EndpointArn: z.string().min(1),
  EndpointName: z.string().min(1),
  EndpointStatus: z.string().min(1),
  CreationTime: z.date(),
  LastModifiedTime: z.date(),
  beside: z.custom<Beside>(),
});

/** SageMaker endpoints of one account and region. Source: SageMaker API, ListEndpoints. */
export const modelEndpoints = defineCollector({
  type: 'aws:sagemaker:endpoint',
  kind: 'model-endpoint',
  reach: 'regional',
  permissions: ['sagemaker:ListEndpoints', ...endpointPermissions, ...tagPermissions],
  operation: 'sagemaker:ListEndpoints',
  page: z.object({ Endpoints: z.array(Endpoint) }),
  rows: ['Endpoints'],
  rowId: 'EndpointName',
  async *fetch(aws: AwsClient, scope) {
    let tags: Promise<TagsOf> | undefined;
    for await (const page of aws.pages('sagemaker', 'ListEndpoints', scope, { MaxResults: 100 })) {
      const rows = documentsIn(page, 'Endpoints');
      if (rows.length > 0) tags ??= readTags(aws, scope, 'sagemaker:endpoint');
      const tagsOf = await tags;
      const Endpoints = await Promise.all(
        rows.map(async (row) => {
          const { EndpointName, EndpointStatus } = row;
          const runs = EndpointStatus === 'InService' && typeof EndpointName === 'string';
          const details = runs ? await endpointDetails(aws, scope, EndpointName) : notRunning;
          return { ...row, beside: { details, tagsOf } };
        }),
      );
      yield { ...(page as object), ...('Endpoints' in (page as object) && { Endpoints }) };
    }
  },
  toResources: ({ Endpoints }, scope) =>
    Endpoints.filter(({ EndpointStatus: status }) => status !== 'Deleting').map((e): ModelEndpoint => ({
      kind: 'model-endpoint',
      type: 'aws:sagemaker:endpoint',
      resourceId: e.EndpointArn,
      scope,
      name: e.EndpointName,
      state: e.EndpointStatus,
      createdAt: known(instant(e.CreationTime)),
      tags: e.beside.tagsOf(e.EndpointArn),
      changedAt: instant(e.LastModifiedTime),
      ...e.beside.details,
    })),
});

const notRunning: EndpointDetails = { serving: unread('not asked: it is not in service'), variants: [] };
