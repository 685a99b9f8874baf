import { AppError } from '../../domain/errors.ts';
import type { ProviderId } from '../../domain/ids.ts';

/** Where an object or a prefix lies. */
export interface BucketAddress {
  readonly provider: Extract<ProviderId, 'aws' | 'gcp' | 'azure'>;
  /** The bucket; of Azure the container. */
  readonly bucket: string;
  /** The storage account; of Azure alone. */
  readonly account?: string;
  /** A key, a prefix, or nothing. */
  readonly key: string;
  /** As it was given. */
  readonly url: string;
}

const FORMS =
  's3://bucket/prefix/, gs://bucket/prefix/ and https://<account>.blob.core.windows.net/container/prefix/ (or az://account/container/prefix/)';

/**
 * `s3://…`, `gs://…`, `az://…` and the addresses of Azure's Blob service; undefined for a path on this machine. Throws
 * `usage-invalid` where no bucket is named, `import-unreadable` for any other address.
 */
export function bucketAddress(input: string): BucketAddress | undefined {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):\/\/(.*)$/i.exec(input) ?? [];
  if (scheme === undefined) return undefined;
  switch (scheme.toLowerCase()) {
    case 's3':
      return inBucket('aws', rest, input);
    case 'gs':
      return inBucket('gcp', rest, input);
    case 'az': {
      const [account = '', ...path] = rest.split('/');
      return inContainer(account, path.join('/'), input);
    }
    case 'https':
      return blobAddress(input) ?? refuse(input);
    default:
      return refuse(input);
  }
}

function inBucket(provider: 'aws' | 'gcp', path: string, url: string): BucketAddress {
  const [bucket = '', ...parts] = path.split('/');
  const scheme = provider === 'aws' ? 's3' : 'gs';
  if (bucket === '')
    throw new AppError('usage-invalid', `${url}: no bucket is named; it is ${scheme}://bucket/prefix/`);
  return { provider, bucket, key: parts.join('/'), url };
}

/** `<account>.blob.core.windows.net`, and the same in the sovereign clouds. */
const BLOB_HOST = /^([a-z0-9]{3,24})\.blob\.core\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/;

function blobAddress(input: string): BucketAddress | undefined {
  const url = URL.parse(input);
  const account = BLOB_HOST.exec(url?.host ?? '')?.[1];
  if (url === null || account === undefined) return undefined;
  if (url.search !== '') {
    // What follows may be a shared access signature: it is a secret, and stays out of what we say.
    throw new AppError(
      'usage-invalid',
      `${url.origin}${url.pathname}: leave out what follows the question mark; the connection's own credentials read it`,
    );
  }
  return inContainer(account, decodeURIComponent(url.pathname.slice(1)), input);
}

function inContainer(account: string, path: string, url: string): BucketAddress {
  const [bucket = '', ...parts] = path.split('/');
  if (account === '' || bucket === '') {
    throw new AppError('usage-invalid', `${url}: no container is named; it is az://account/container/prefix/`);
  }
  return { provider: 'azure', account, bucket, key: parts.join('/'), url };
}

function refuse(input: string): never {
  throw new AppError(
    'import-unreadable',
    `${input.replace(/\?.*$/s, '')}: files on this machine are read, and ${FORMS}; download it first`,
  );
}
