import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { database } from '../../support/database-builders.ts';
import { findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-multi-az-nonprod';

const batch = (change: Partial<Database> = {}) =>
  databaseBatch(database({ redundancy: 'standby', tags: known({ env: 'dev' }), ...change }), []);

describe('standby of a development database', () => {
  it.each`
    change                                                 | verdict      | because
    ${{}}                                                  | ${0.85}      | ${'a tag says development'}
    ${{ tags: known({ Environment: 'QA' }) }}              | ${0.85}      | ${'another word for the same'}
    ${{ tags: known({}), name: 'shop-test-2' }}            | ${0.85}      | ${'its name says so'}
    ${{ tags: known({ env: 'staging' }) }}                 | ${'fine'}    | ${'staging is built as production'}
    ${{ tags: known({ env: 'pre-prod' }), name: 'a-dev' }} | ${'fine'}    | ${'so is pre-production'}
    ${{ tags: known({ env: 'prod' }), name: 'shop-test' }} | ${'fine'}    | ${'the tag wins over the name'}
    ${{ tags: known({}), name: 'latest-news' }}            | ${'fine'}    | ${'no word of it is "test"'}
    ${{ tags: known({}), name: 'test-prod-sync' }}         | ${'fine'}    | ${'the more serious word decides'}
    ${{ redundancy: 'none' }}                              | ${'fine'}    | ${'it has none'}
    ${{ powerState: 'stopped' }}                           | ${'fine'}    | ${'it does not run'}
    ${{ tags: unread('denied') }}                          | ${'unknown'} | ${'it may be production'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(change))).toBe(verdict);
  });

  it('saves one of two machines and copies', () => {
    // 0.45 x 730 + 100 x 0.23, half of it
    expect(savingText(findingBy(CHECK, batch()))).toBe('175.75 [175.75 to 175.75] USD price-api');
  });

  it('is never waste when tags were not read', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (name, reason) => outcome(CHECK, batch({ name, tags: unread(reason) })) === 'unknown',
      ),
    );
  });
});
