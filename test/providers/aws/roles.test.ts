import { describe, expect, it } from 'vitest';
import type { AwsSettings } from '../../../src/domain/cloud-settings.ts';
import { roleFor } from '../../../src/providers/aws/roles.ts';

const accountId = '012345678901';
const settings = (rest: Partial<AwsSettings>): AwsSettings => ({ provider: 'aws', name: 'x', regions: 'all', ...rest });
const named = (roleName: string) => settings({ organization: { roleName } });
const ask = (from: AwsSettings, accountName: string | undefined = 'prod', partition = 'aws') =>
  roleFor(from, { accountId, accountName, partition });

describe('the role of an account', () => {
  it.each`
    pattern                             | partition       | arn
    ${'BallastRead'}                    | ${'aws'}        | ${'arn:aws:iam::012345678901:role/BallastRead'}
    ${'finops/read/BallastRead'}        | ${'aws'}        | ${'arn:aws:iam::012345678901:role/finops/read/BallastRead'}
    ${'ballast-read-{accountId}'}       | ${'aws-cn'}     | ${'arn:aws-cn:iam::012345678901:role/ballast-read-012345678901'}
    ${'{accountId}/{accountName}-read'} | ${'aws-us-gov'} | ${'arn:aws-us-gov:iam::012345678901:role/012345678901/prod-read'}
  `('is $arn by $pattern', ({ pattern, partition, arn }) => {
    expect(ask(named(pattern), 'prod', partition)).toEqual({ arn });
  });

  it.each([
    ['whose name is not known', undefined, 'is not known'],
    ['whose name no role can have', 'Prod & Co', 'no role can be called Prod & Co-read'],
  ])('of an account %s is refused, not guessed', (_, name, message) => {
    const question = { accountId, accountName: name, partition: 'aws' };
    expect(() => roleFor(named('{accountName}-read'), question)).toThrow(
      expect.objectContaining({ category: 'invalid', message: expect.stringContaining(message) }),
    );
  });

  it('is the one that is named for it, before that of the organisation', () => {
    const arn = `arn:aws:iam::${accountId}:role/Own`;
    expect(ask(settings({ organization: { roleName: 'BallastRead' }, roles: [{ arn }] }))).toEqual({ arn });
  });

  it('of another partition than our credentials is refused: AWS would know neither', () => {
    const from = settings({ roles: [{ arn: `arn:aws-cn:iam::${accountId}:role/R` }] });
    expect(() => ask(from)).toThrow(expect.objectContaining({ message: expect.stringContaining('another partition') }));
  });

  it('shows the external id that is nearest to it', () => {
    const externalId = 'of-all';
    const organization = { roleName: 'R', externalId: 'of-the-organisation' };
    const roles = [{ arn: `arn:aws:iam::${accountId}:role/R`, externalId: 'its-own' }];
    expect(ask(settings({ externalId, organization, roles })).externalId).toBe('its-own');
    expect(ask(settings({ externalId, organization })).externalId).toBe('of-the-organisation');
    expect(ask(settings({ externalId, organization: { roleName: 'R' } })).externalId).toBe('of-all');
  });

  it('that nothing names is a denied account', () => {
    expect(() => ask(settings({}))).toThrow(
      expect.objectContaining({ category: 'denied', message: expect.stringContaining(accountId) }),
    );
  });
});
