import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readUntilError } from '../../contract/provider-contract.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';

describe('credentials', () => {
  let cloud: SandboxCloud;
  beforeAll(async () => {
    cloud = await SandboxCloud.start({ resources: 200, accounts: 2, regions: ['us-east-1'] });
  });
  afterEach(() => cloud.heal());
  afterAll(() => cloud.close());

  const addressesOf = async (connection = cloud.connect()) => {
    const [, entered = ''] = cloud.accountIds;
    const { pages, error } = await readUntilError(connection, 'aws:ec2:address', awsScopeOf(entered, 'us-east-1'));
    return { ids: pages.flatMap(({ resources }) => resources.map(({ resourceId }) => resourceId)), error };
  };
  const countOf = async (wanted: string) =>
    (await cloud.calls()).filter(({ operation }) => operation === wanted).reduce((sum, { count }) => sum + count, 0);

  it('a session that expires in the middle of the work is renewed, and the listing goes on', async () => {
    const whole = (await addressesOf()).ids;
    await cloud.forgetCalls();
    await cloud.inject({ kind: 'expired-token', service: 'ec2', operation: 'DescribeAddresses', times: 1 });
    const { ids, error } = await addressesOf();
    expect(error).toBeUndefined();
    expect(ids).toEqual(whole);
    expect(await countOf('AssumeRole')).toBe(2);
  });

  it('one that is always expired is an error after one renewal', async () => {
    await cloud.forgetCalls();
    await cloud.inject({ kind: 'expired-token', service: 'ec2', operation: 'DescribeAddresses' });
    const { ids, error } = await addressesOf();
    expect(ids).toEqual([]);
    expect(error).toMatchObject({ category: 'unauthenticated', vendorCode: 'RequestExpired' });
    expect(await countOf('DescribeAddresses')).toBe(2);
  });
});
