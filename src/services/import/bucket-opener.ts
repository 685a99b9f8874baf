import type { CloudSettings } from '../../domain/cloud-settings.ts';
import { AppError } from '../../domain/errors.ts';
import type { ObjectBucket } from '../../domain/ports/objects.ts';
import { cloudSettings, providerRuntime } from '../connections.ts';
import type { Context } from '../context.ts';
import { readConfig } from '../workspace.ts';
import type { BucketAddress } from './bucket-address.ts';

export interface BucketOptions {
  /** Profile of the AWS configuration files, instead of a configured connection. */
  readonly profile?: string;
  /** Name of the connection to read with, where several of a cloud are configured. */
  readonly connection?: string;
}

export interface BucketOpener {
  open(address: BucketAddress): Promise<ObjectBucket>;
  close(): Promise<void>;
}

/** Opens buckets with the credentials of a connection; each once. A cloud's client is loaded with its first. */
export function bucketOpener(context: Context, options: BucketOptions): BucketOpener {
  const buckets = new Map<string, Promise<ObjectBucket>>();
  return {
    open(address) {
      const key = [address.provider, address.account, address.bucket].join(' ');
      const bucket = buckets.get(key) ?? openOne(context, options, address);
      buckets.set(key, bucket);
      return bucket;
    },
    async close() {
      for (const opened of await Promise.allSettled(buckets.values())) {
        if (opened.status === 'fulfilled') await opened.value.close();
      }
    },
  };
}

async function openOne(context: Context, options: BucketOptions, address: BucketAddress): Promise<ObjectBucket> {
  const runtime = providerRuntime(context, () => {});
  const { bucket, account = '' } = address;
  const settings = await settingsFor(context, options, address);
  switch (settings.provider) {
    case 'aws': {
      const { openBucket } = await import('../../providers/aws/objects/open-bucket.ts');
      return openBucket(bucket, settings, runtime);
    }
    case 'gcp': {
      const { openBucket } = await import('../../providers/gcp/objects/open-bucket.ts');
      return openBucket(bucket, settings, runtime);
    }
    case 'azure': {
      const { openContainer } = await import('../../providers/azure/objects/open-container.ts');
      return openContainer(account, bucket, settings, runtime);
    }
  }
}

const WORDS = { aws: 'AWS', gcp: 'Google Cloud', azure: 'Azure' } as const;

async function settingsFor(
  context: Context,
  { profile, connection }: BucketOptions,
  { provider, url }: BucketAddress,
): Promise<CloudSettings> {
  if (profile !== undefined) {
    if (context.global.sandbox !== undefined)
      throw new AppError('usage-invalid', '--profile and --sandbox exclude each other');
    if (provider !== 'aws') throw new AppError('usage-invalid', `--profile is one of AWS, and ${url} is not there`);
    return { provider: 'aws', name: profile, profile, regions: 'all' };
  }
  const clouds = await cloudSettings(context, await readConfig(context));
  const all = clouds.filter((cloud) => cloud.provider === provider);
  const named = connection === undefined ? all : all.filter(({ name }) => name === connection);
  const [only, second] = named;
  const names = all.map(({ name }) => name).join(', ');
  const word = WORDS[provider];
  if (only === undefined) {
    throw new AppError(
      'usage-invalid',
      connection === undefined
        ? `no ${word} connection is configured, and no credentials of it were found: ballast init writes a ballast.yaml to name one in`
        : `no ${word} connection is called ${connection}: there is ${names || 'none'}`,
    );
  }
  if (second === undefined) return only;
  throw new AppError(
    'usage-invalid',
    `several ${word} connections are configured (${names}): say with --connection which one reads ${url.slice(0, url.indexOf('://') + 3)}`,
  );
}
