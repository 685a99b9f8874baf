import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CloudWatchClient(settings);

export const commands = { GetMetricData: GetMetricDataCommand };
