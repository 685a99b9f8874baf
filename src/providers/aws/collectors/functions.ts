import { z } from 'zod';
import { unread } from '../../../domain/fact.ts';
import type { ServerlessFunction } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { advicePermissions, type MemoryAdviceOf, readMemoryAdvice } from '../lambda/memory-advice.ts';
import { documentsIn } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

interface Beside {
  readonly adviceOf: MemoryAdviceOf;
  readonly tagsOf: TagsOf;
}

const LambdaFunction = z.object({
  FunctionArn: z.string().min(1),
  FunctionName: z.string().min(1),
  // Lambda has a default of 128 MB and always tells what is set.
  MemorySize: z.int().positive(),
  // Left out by older answers: x86_64 was all there was.
  Architectures: z.array(z.string()).default(['x86_64']),
});

/** Lambda functions of one account and region. Source: Lambda API, ListFunctions. */
export const functions = defineCollector({
  type: 'aws:lambda:function',
  kind: 'function',
  reach: 'regional',
  permissions: ['lambda:ListFunctions', ...tagPermissions, ...advicePermissions],
  operation: 'lambda:ListFunctions',
  page: z.object({
    Functions: z.array(LambdaFunction),
    beside: z.custom<() => Beside>((of) => typeof of === 'function'),
  }),
  rows: ['Functions'],
  rowId: 'FunctionName',
  async *fetch(aws: AwsClient, scope) {
    let beside: Beside | undefined;
    const pages = aws.pagesBy(['Marker', 'NextMarker'], 'lambda', 'ListFunctions', scope, { MaxItems: 50 });
    for await (const page of pages) {
      // An account without functions is asked nothing more.
      if (documentsIn(page, 'Functions').length > 0) {
        beside ??= {
          adviceOf: await readMemoryAdvice(aws, scope),
          tagsOf: await readTags(aws, scope, 'lambda:function'),
        };
      }
      yield withBeside(page, { beside: () => beside });
    }
  },
  toResources: ({ Functions, beside }, scope) =>
    Functions.map((f): ServerlessFunction => ({
      kind: 'function',
      type: 'aws:lambda:function',
      resourceId: f.FunctionArn,
      scope,
      name: f.FunctionName,
      // The listing leaves the state out.
      state: 'listed',
      // What Lambda calls last modified is no creation.
      createdAt: unread('Lambda does not tell when a function was made'),
      tags: beside().tagsOf(f.FunctionArn),
      memoryMiB: f.MemorySize,
      architecture: f.Architectures.includes('arm64') ? 'arm64' : 'x86_64',
      memoryAdvice: beside().adviceOf(f.FunctionArn, f.MemorySize),
    })),
});
