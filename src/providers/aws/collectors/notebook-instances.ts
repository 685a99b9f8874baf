import { z } from 'zod';
import { fact, mapFact, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { Notebook, PowerState } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { documentsIn } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Instance = z.object({
  NotebookInstanceArn: z.string().min(1),
  NotebookInstanceName: z.string().min(1),
  NotebookInstanceStatus: z.string().min(1),
  InstanceType: z.string().min(1),
  CreationTime: z.date().optional(),
  LastModifiedTime: z.date().optional(),
});

/** SageMaker notebook instances of one account and region. Source: SageMaker API, ListNotebookInstances. */
export const notebookInstances = defineCollector({
  type: 'aws:sagemaker:notebook-instance',
  kind: 'notebook',
  reach: 'regional',
  permissions: ['sagemaker:ListNotebookInstances', ...tagPermissions],
  operation: 'sagemaker:ListNotebookInstances',
  page: z.object({ NotebookInstances: z.array(Instance), tagsOf: z.custom<TagsOf>((of) => typeof of === 'function') }),
  rows: ['NotebookInstances'],
  rowId: 'NotebookInstanceName',
  async *fetch(aws: AwsClient, scope) {
    let tags: TagsOf = () => unread('not asked');
    let asked = false;
    for await (const page of aws.pages('sagemaker', 'ListNotebookInstances', scope, { MaxResults: 100 })) {
      if (!asked && documentsIn(page, 'NotebookInstances').length > 0) {
        tags = await readTags(aws, scope, 'sagemaker:notebook-instance');
        asked = true;
      }
      yield withBeside(page, { tagsOf: tags });
    }
  },
  toResources: ({ NotebookInstances, tagsOf }, scope) =>
    NotebookInstances.filter(({ NotebookInstanceStatus: status }) => status !== 'Deleting').map((n): Notebook => ({
      kind: 'notebook',
      type: 'aws:sagemaker:notebook-instance',
      resourceId: n.NotebookInstanceArn,
      scope,
      name: n.NotebookInstanceName,
      state: n.NotebookInstanceStatus,
      createdAt: mapFact(fact(n.CreationTime, 'CreationTime'), instant),
      tags: tagsOf(n.NotebookInstanceArn),
      sizeName: n.InstanceType,
      application: 'notebook-instance',
      powerState: powerStateOf(n.NotebookInstanceStatus),
      // A start modifies it, and while it runs nothing else can.
      runningSince: mapFact(fact(n.LastModifiedTime, 'LastModifiedTime'), instant),
      lastUsedAt: unread('SageMaker does not tell when a notebook instance was used'),
    })),
});

/** A failed one is not paid for until it is started again. */
const powerStateOf = (status: string): PowerState =>
  status === 'InService' ? 'running' : status === 'Stopped' || status === 'Failed' ? 'stopped' : 'changing';
