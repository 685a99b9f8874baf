import type { Stream } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { type Fields, findStore, pageOfStores, storesOf } from '../data-stores/listing.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);

/** ListStreams: a hundred a page when nothing else is said. */
function listStreams(call: Call, fields: Fields): object {
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).streams,
    token: 'NextToken',
    size: 'Limit',
    most: 10_000,
    usual: 100,
    fail: invalid,
  });
  return {
    StreamNames: items.map(({ name }) => name),
    HasMoreStreams: nextToken !== undefined,
    NextToken: nextToken,
    StreamSummaries: items.map((stream) => ({
      StreamName: stream.name,
      StreamARN: stream.arn,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: stream.mode },
      StreamCreationTimestamp: new Timestamp(stream.createdAt),
    })),
  };
}

function describeStreamSummary(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const name = input.optionalText('StreamARN') ?? input.text('StreamName');
  const stream = findStore(call, storesOf(call).streams, name);
  if (stream === undefined) {
    const message = `Stream ${name} under account ${call.accountId} not found.`;
    throw new AwsError('ResourceNotFoundException', message);
  }
  return { StreamDescriptionSummary: summaryOf(stream) };
}

const summaryOf = (stream: Stream): object => ({
  StreamName: stream.name,
  StreamARN: stream.arn,
  StreamStatus: 'ACTIVE',
  StreamModeDetails: { StreamMode: stream.mode },
  RetentionPeriodHours: stream.retentionHours,
  StreamCreationTimestamp: new Timestamp(stream.createdAt),
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: 'NONE',
  OpenShardCount: stream.shards,
  ConsumerCount: stream.consumers,
});

/** Amazon Kinesis Data Streams, version 2013-12-02: what describes streams, never their records. */
export const kinesisModule: ServiceModule = {
  id: 'kinesis',
  profile: jsonProfile({ signingName: 'kinesis', targetPrefix: 'Kinesis_20131202', jsonVersion: '1.1' }),
  operations: documentOperations({ DescribeStreamSummary: describeStreamSummary, ListStreams: listStreams }),
};
