import { DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ClientSettings } from '../client-settings.ts';

/**
 * This client alone speaks HTTP/2 when nothing else is said, for records that are pushed to it. We have none of those,
 * and HTTP/2 knows neither our proxies nor our connection limits.
 */
export const open = (settings: ClientSettings) =>
  new KinesisClient({ ...settings, requestHandler: new NodeHttpHandler(settings.requestHandler) });

/** The operations that Ballast calls. */
export const commands = {
  DescribeStreamSummary: DescribeStreamSummaryCommand,
  ListStreams: ListStreamsCommand,
};
