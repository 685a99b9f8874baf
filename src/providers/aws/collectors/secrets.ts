import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { Secret } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, tagsOf } from '../tags.ts';

const Entry = z.object({
  ARN: z.string().min(1),
  Name: z.string().min(1),
  CreatedDate: z.date().optional(),
  // Left out for a secret that nobody ever read.
  LastAccessedDate: z.date().optional(),
  RotationEnabled: z.boolean().default(false),
  Tags: Ec2Tags,
});

/**
 * Secrets of one account and region, never what they hold. One that waits for its deletion is not listed, and bills no more.
 * Source: AWS Secrets Manager API, ListSecrets.
 */
export const secrets = defineCollector({
  type: 'aws:secretsmanager:secret',
  kind: 'secret',
  reach: 'regional',
  permissions: ['secretsmanager:ListSecrets'],
  operation: 'secretsmanager:ListSecrets',
  page: z.object({ SecretList: z.array(Entry) }),
  rows: ['SecretList'],
  rowId: 'ARN',
  fetch: (aws: AwsClient, scope) => aws.pages('secretsmanager', 'ListSecrets', scope, { MaxResults: 100 }),
  toResources: ({ SecretList }, scope) =>
    SecretList.map(({ ARN, Name, CreatedDate, LastAccessedDate, RotationEnabled, Tags }): Secret => ({
      kind: 'secret',
      type: 'aws:secretsmanager:secret',
      resourceId: ARN,
      scope,
      name: Name,
      state: 'active',
      createdAt: mapFact(fact(CreatedDate, 'CreatedDate'), instant),
      tags: tagsOf(Tags),
      lastAccessedAt: known(LastAccessedDate === undefined ? null : instant(LastAccessedDate)),
      rotates: RotationEnabled,
    })),
});
