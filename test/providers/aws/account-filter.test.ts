import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwsAccountFilter } from '../../../src/domain/cloud-settings.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { checkUnits, type FilteredAccount, judgeAccount } from '../../../src/providers/aws/account-filter.ts';
import type { Unit } from '../../../src/providers/aws/organization.ts';

const root: Unit = { id: 'r-ab12', name: 'Root' };
const production: Unit = { id: 'ou-ab12-11111111', name: 'Production' };
const platform: Unit = { id: 'ou-ab12-22222222', name: 'Platform' };
const accountId = '111111111111';

const account = (rest: Partial<FilteredAccount> = {}): FilteredAccount => ({
  accountId,
  units: known([root, production, platform]),
  tags: known({ env: 'prod-eu', owner: 'core' }),
  ...rest,
});
const read = (filters: { include?: AwsAccountFilter; exclude?: AwsAccountFilter }, of = account()) =>
  judgeAccount(filters, of).read;

describe('an account of the organisation', () => {
  it.each`
    filter                                                | matched  | because
    ${{ accounts: [accountId] }}                          | ${true}  | ${'its id is there'}
    ${{ accounts: ['222222222222'] }}                     | ${false} | ${'another id is'}
    ${{ organizationalUnits: [platform.id] }}             | ${true}  | ${'it is in the unit'}
    ${{ organizationalUnits: [production.id] }}           | ${true}  | ${'it is in a unit beneath'}
    ${{ organizationalUnits: [root.id] }}                 | ${true}  | ${'everything is beneath the root'}
    ${{ organizationalUnits: ['Production'] }}            | ${true}  | ${'the unit goes by its name'}
    ${{ organizationalUnits: ['Production/Platform'] }}   | ${true}  | ${'the unit goes by its path'}
    ${{ organizationalUnits: ['Root/Production'] }}       | ${true}  | ${'the root may lead'}
    ${{ organizationalUnits: ['Platform'] }}              | ${false} | ${'a name is looked for from below the root down'}
    ${{ organizationalUnits: ['Prod'] }}                  | ${false} | ${'half a name is none'}
    ${{ tags: { env: 'prod-*' } }}                        | ${true}  | ${'the pattern fits'}
    ${{ tags: { env: 'prod' } }}                          | ${false} | ${'the whole value counts'}
    ${{ tags: { env: 'prod.eu' } }}                       | ${false} | ${'a dot is a dot'}
    ${{ tags: { stage: '*' } }}                           | ${false} | ${'it has no such tag'}
    ${{ tags: { stage: '*', owner: 'core' } }}            | ${true}  | ${'one of the tags is enough'}
    ${{ accounts: ['222222222222'], tags: { env: '*' } }} | ${true}  | ${'one of the criteria is enough'}
  `('is $matched for $filter: $because', ({ filter, matched }) => {
    expect(read({ include: filter })).toBe(matched);
    expect(read({ exclude: filter })).toBe(!matched);
  });

  it('is read without filters, and exclusion wins over inclusion', () => {
    expect(read({})).toBe(true);
    expect(read({ include: { accounts: [accountId] }, exclude: { tags: { env: '*' } } })).toBe(false);
  });

  it('of which the filter asks what was not read is neither in nor out', () => {
    const dark = account({ units: unread('denied: organizations:ListRoots'), tags: unread('denied: tags') });
    for (const filter of [{ organizationalUnits: ['Production'] }, { tags: { env: '*' } }]) {
      expect(judgeAccount({ include: filter }, dark)).toEqual({
        read: 'unread',
        reason: expect.stringMatching(/denied/),
      });
      expect(judgeAccount({ exclude: filter }, dark)).toEqual({
        read: 'unread',
        reason: expect.stringMatching(/denied/),
      });
    }
    expect(read({ exclude: { accounts: [accountId], tags: { env: '*' } } }, dark)).toBe(false);
    expect(read({ include: { accounts: [accountId], tags: { env: '*' } } }, dark)).toBe(true);
  });

  it('is never read when what could exclude it was not read', () => {
    const tags = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { minKeys: 1 });
    fc.assert(
      fc.property(tags, fc.string(), (wanted, reason) => {
        expect(read({ exclude: { tags: wanted } }, account({ tags: unread(reason) }))).toBe('unread');
      }),
    );
  });
});

describe('a unit in a filter', () => {
  const tree = known({ pathOf: new Map(), units: [[root], [root, production], [root, production, platform]] });
  it('that is there is taken, by id or name', () => {
    const organizationalUnits = [root.id, platform.id, 'Production', 'Production/Platform'];
    expect(() =>
      checkUnits({ include: { organizationalUnits }, exclude: { organizationalUnits } }, tree),
    ).not.toThrow();
  });

  it('that is not there is refused: a misspelt exclusion would let its accounts in', () => {
    expect(() => checkUnits({ exclude: { organizationalUnits: ['Produktion'] } }, tree)).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message:
          'organization.exclude.organizationalUnits: there is no unit Produktion; there are Production, Production/Platform',
      }),
    );
  });

  it('is not held against a tree that was not read', () => {
    const filters = { exclude: { organizationalUnits: ['Produktion'] } };
    expect(() => checkUnits(filters, unread('denied: organizations:ListRoots'))).not.toThrow();
  });
});
