import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CloudWatchClient(settings);

/** The operations that Ballast calls. */
export const commands = { GetMetricData: GetMetricDataCommand, ListMetrics: ListMetricsCommand };
