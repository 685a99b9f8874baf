import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  CloudTrailClient,
} from '@aws-sdk/client-cloudtrail';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CloudTrailClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeTrails: DescribeTrailsCommand,
  GetEventSelectors: GetEventSelectorsCommand,
  GetTrailStatus: GetTrailStatusCommand,
  ListTags: ListTagsCommand,
};
