import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { AppError } from '../../domain/errors.ts';
import type { ObjectBucket } from '../../domain/ports/objects.ts';
import { cloudSettings, providerRuntime } from '../connections.ts';
import type { Context } from '../context.ts';
import { readConfig } from '../workspace.ts';

export interface BucketOptions {
  /** Profile of the AWS configuration files, instead of a configured connection. */
  readonly profile?: string;
  /** Name of the connection to read with, where several are configured. */
  readonly connection?: string;
}

export interface BucketOpener {
  open(name: string): Promise<ObjectBucket>;
  close(): Promise<void>;
}

/** Opens buckets with the credentials of a connection; each once. AWS's SDK is loaded with the first. */
export function bucketOpener(context: Context, options: BucketOptions): BucketOpener {
  const buckets = new Map<string, Promise<ObjectBucket>>();
  const openOne = async (name: string): Promise<ObjectBucket> => {
    const settings = await connectionFor(context, options);
    const { openBucket } = await import('../../providers/aws/objects/open-bucket.ts');
    return openBucket(
      name,
      settings,
      providerRuntime(context, () => {}),
    );
  };
  return {
    open(name) {
      const bucket = buckets.get(name) ?? openOne(name);
      buckets.set(name, bucket);
      return bucket;
    },
    async close() {
      for (const opened of await Promise.allSettled(buckets.values())) {
        if (opened.status === 'fulfilled') await opened.value.close();
      }
    },
  };
}

async function connectionFor(context: Context, { profile, connection }: BucketOptions): Promise<AwsSettings> {
  if (profile !== undefined) {
    if (context.global.sandbox !== undefined)
      throw new AppError('usage-invalid', '--profile and --sandbox exclude each other');
    return { provider: 'aws', name: profile, profile, regions: 'all' };
  }
  const clouds = await cloudSettings(context, await readConfig(context));
  const all = clouds.filter((cloud): cloud is AwsSettings => cloud.provider === 'aws');
  const named = connection === undefined ? all : all.filter(({ name }) => name === connection);
  const [only, second] = named;
  const names = all.map(({ name }) => name).join(', ');
  if (only === undefined) {
    throw new AppError(
      'usage-invalid',
      connection === undefined
        ? 'no AWS connection is configured'
        : `no AWS connection is called ${connection}: there is ${names || 'none'}`,
    );
  }
  if (second === undefined) return only;
  throw new AppError(
    'usage-invalid',
    `several AWS connections are configured (${names}): say with --connection which one reads s3://`,
  );
}
