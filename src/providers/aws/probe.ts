import { CloudError } from '../../domain/cloud-error.ts';
import type { CloudConnection, Probe, ProviderRuntime } from '../../domain/ports/provider.ts';
import type { AwsClient } from './client.ts';
export async function* probeAws(_c: CloudConnection, _aws: AwsClient, _r: ProviderRuntime): AsyncGenerator<Probe> { throw new CloudError({category:'invalid',operation:'probe',message:'being written'}); }
