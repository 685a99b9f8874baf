import {
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  ConfigServiceClient,
} from '@aws-sdk/client-config-service';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ConfigServiceClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeConfigurationRecorderStatus: DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecorders: DescribeConfigurationRecordersCommand,
};
