import { describe, expect, it } from 'vitest';
import { bucketAddress } from '../../src/services/import/bucket-address.ts';

describe('an address of an object storage', () => {
  it.each`
    input                                                    | expected
    ${'s3://bills/cur/daily/'}                               | ${{ provider: 'aws', bucket: 'bills', key: 'cur/daily/' }}
    ${'gs://bills'}                                          | ${{ provider: 'gcp', bucket: 'bills', key: '' }}
    ${'az://acme/exports/daily'}                             | ${{ provider: 'azure', account: 'acme', bucket: 'exports', key: 'daily' }}
    ${'https://acme.blob.core.windows.net/exports/a%20b/'}   | ${{ provider: 'azure', account: 'acme', bucket: 'exports', key: 'a b/' }}
    ${'https://acme.blob.core.usgovcloudapi.net/exports/x'}  | ${{ provider: 'azure', account: 'acme', bucket: 'exports', key: 'x' }}
    ${'https://acme.blob.core.chinacloudapi.cn/exports/x/y'} | ${{ provider: 'azure', account: 'acme', bucket: 'exports', key: 'x/y' }}
  `('$input', ({ input, expected }) => {
    expect(bucketAddress(input as string)).toEqual({ ...(expected as object), url: input as string });
  });

  it.each(['bill.csv', './s3/bill.csv', '/data/bills', 'C:\\bills', 'a:b'])('%s is a path', (input) => {
    expect(bucketAddress(input)).toBeUndefined();
  });

  it.each([
    ['s3://', 's3://: no bucket is named'],
    ['gs:///x', 'gs:///x: no bucket is named'],
    ['az://acme', 'az://acme: no container is named'],
    ['https://acme.blob.core.windows.net/', 'no container is named'],
    ['https://example.com/bill.csv', 'files on this machine are read'],
    ['ftp://host/bill.csv', 'download it first'],
  ])('%s is refused', (input, message) => {
    expect(() => bucketAddress(input)).toThrow(message);
  });

  it('with a signature is refused, and the signature not repeated', () => {
    const input = 'https://acme.blob.core.windows.net/exports/a.csv?sv=2024-01-01&sig=c2VjcmV0';
    expect(() => bucketAddress(input)).toThrow('https://acme.blob.core.windows.net/exports/a.csv: leave out');
    expect(() => bucketAddress(input)).not.toThrow(/sig|c2VjcmV0/);
    expect(() => bucketAddress('https://example.com/a.csv?token=c2VjcmV0')).not.toThrow(/c2VjcmV0/);
  });
});
