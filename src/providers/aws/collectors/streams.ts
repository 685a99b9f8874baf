import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { Stream } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { withBeside } from '../first-look.ts';
import { parseAnswer } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Summary = z.object({
  StreamARN: z.string().min(1),
  StreamName: z.string().min(1),
  StreamStatus: z.string().min(1),
  StreamCreationTimestamp: z.date().optional(),
  StreamModeDetails: z.object({ StreamMode: z.string() }),
  RetentionPeriodHours: z.int().positive(),
  OpenShardCount: z.int().nonnegative(),
  // Left out where there was never one.
  ConsumerCount: z.int().nonnegative().default(0),
});

const Names = z.object({ StreamNames: z.array(z.string()) });

/** Kinesis data streams of one account and region. Source: Kinesis API, ListStreams and DescribeStreamSummary. */
export const streams = defineCollector({
  type: 'aws:kinesis:stream',
  kind: 'stream',
  reach: 'regional',
  permissions: ['kinesis:ListStreams', 'kinesis:DescribeStreamSummary', ...tagPermissions],
  operation: 'kinesis:DescribeStreamSummary',
  page: z.object({
    streams: z.array(Summary),
    tagsOf: z.custom<TagsOf>((value) => typeof value === 'function'),
  }),
  rows: ['streams'],
  rowId: 'StreamName',
  async *fetch(aws: AwsClient, scope) {
    let tagsOf: TagsOf | undefined;
    for await (const answer of aws.pages('kinesis', 'ListStreams', scope, { Limit: 100 })) {
      const names = parseAnswer(Names, answer, 'kinesis:ListStreams').StreamNames;
      const ask = (StreamName: string) => aws.call('kinesis', 'DescribeStreamSummary', scope, { StreamName });
      for await (const answers of eachInTurn(names, ask)) {
        tagsOf ??= await readTags(aws, scope, 'kinesis:stream');
        const rows = answers.map(
          (one) => (one as { readonly StreamDescriptionSummary?: unknown }).StreamDescriptionSummary,
        );
        yield withBeside({ streams: rows }, { tagsOf });
      }
    }
  },
  toResources: ({ streams: all, tagsOf }, scope) =>
    all
      .filter(({ StreamStatus }) => StreamStatus !== 'DELETING')
      .map((s): Stream => ({
        kind: 'stream',
        type: 'aws:kinesis:stream',
        resourceId: s.StreamARN,
        scope,
        name: s.StreamName,
        state: s.StreamStatus,
        createdAt: mapFact(fact(s.StreamCreationTimestamp, 'StreamCreationTimestamp'), instant),
        tags: tagsOf(s.StreamARN),
        uses: known([]),
        capacityMode: s.StreamModeDetails.StreamMode === 'ON_DEMAND' ? 'on-demand' : 'provisioned',
        shards: s.OpenShardCount,
        retentionHours: s.RetentionPeriodHours,
        consumers: s.ConsumerCount,
      })),
});
