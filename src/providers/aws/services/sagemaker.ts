import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new SageMakerClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
