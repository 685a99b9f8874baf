import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  ECRClient,
} from '@aws-sdk/client-ecr';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ECRClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeImages: DescribeImagesCommand,
  DescribeRepositories: DescribeRepositoriesCommand,
  GetLifecyclePolicy: GetLifecyclePolicyCommand,
  ListTagsForResource: ListTagsForResourceCommand,
};
