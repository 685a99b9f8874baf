import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { database, databasePriceBook } from '../../support/database-builders.ts';
import { findingBy, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const GENERATION = 'aws-rds-previous-generation';
const GRAVITON = 'aws-rds-graviton';

const batch = (change: Partial<Database>, more = {}) => databaseBatch(database(change), [], more);
const targetOf = (check: string, change: Partial<Database>, more = {}) => {
  const finding = findingBy(check, batch(change, more));
  return finding === undefined ? 'fine' : finding.verdict === 'waste' ? finding.action.params['sizeName'] : 'unknown';
};

const old: Partial<Database> = {
  engine: 'mariadb',
  engineVersion: '11.4.5',
  sizeName: 'db.m4.large',
  support: known(null),
};
const intel: Partial<Database> = { sizeName: 'db.m5.large' };

describe('previous generation of database classes', () => {
  it.each`
    change                                                | verdict          | because
    ${old}                                                | ${'db.m5.large'} | ${'as many vCPUs and as much memory for less'}
    ${{ ...old, sizeName: 'db.m5.large' }}                | ${'fine'}        | ${'the present generation'}
    ${{ ...old, orderableSizes: known(['db.m4.large']) }} | ${'fine'}        | ${'nothing newer is on offer'}
    ${{ ...old, orderableSizes: unread('denied') }}       | ${'unknown'}     | ${'what is on offer was not read'}
    ${{ ...old, sizeName: 'db.x9.large' }}                | ${'unknown'}     | ${'the price list does not know it'}
    ${{ ...old, engine: 'postgres' }}                     | ${'unknown'}     | ${'it has no price'}
    ${{ ...old, powerState: 'stopped' }}                  | ${'fine'}        | ${'it does not run'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(targetOf(GENERATION, change)).toBe(verdict);
  });

  it('does not take a dearer class for a successor', () => {
    const prices = databasePriceBook();
    const price = prices.get('database/db.m5.large/mariadb/none/none')!;
    const at = (amount: string) =>
      new Map(prices).set(price.item, { ...price, listPrice: { ...price.listPrice, amount } });
    expect(targetOf(GENERATION, old, { prices: at('0.1751') })).toBe('fine');
    expect(targetOf(GENERATION, old, { prices: at('0.175') })).toBe('db.m5.large');
  });

  it('saves the difference', () => {
    // (0.175 - 0.171) x 730
    expect(savingText(findingBy(GENERATION, batch(old)))).toBe('2.92 [2.92 to 2.92] USD price-api');
  });
});

describe('databases that could run on Graviton', () => {
  it.each`
    change                                                  | verdict           | because
    ${intel}                                                | ${'db.m6g.large'} | ${'the same class for less'}
    ${old}                                                  | ${'db.m6g.large'} | ${'from an old one as well'}
    ${{ sizeName: 'db.r6g.large' }}                         | ${'fine'}         | ${'it does'}
    ${{ ...intel, engine: 'oracle-se2' }}                   | ${'fine'}         | ${'Oracle does not'}
    ${{ ...intel, orderableSizes: known(['db.m5.large']) }} | ${'fine'}         | ${'none is on offer for its version'}
    ${{ ...intel, orderableSizes: unread('denied') }}       | ${'unknown'}      | ${'what is on offer was not read'}
    ${{ ...intel, sizeName: 'db.serverless' }}              | ${'fine'}         | ${'no fixed size'}
    ${{ ...intel, powerState: 'stopped' }}                  | ${'fine'}         | ${'it does not run'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(targetOf(GRAVITON, change)).toBe(verdict);
  });

  it('saves the difference', () => {
    // (0.178 - 0.159) x 730
    expect(savingText(findingBy(GRAVITON, batch(intel)))).toBe('13.87 [13.87 to 13.87] USD price-api');
  });
});

describe('both', () => {
  it.each([GENERATION, GRAVITON])('%s is never waste when it was not read what is on offer', (check) => {
    fc.assert(
      fc.property(
        fc.constantFrom('mariadb', 'postgres'),
        fc.constantFrom('db.m4.large', 'db.m5.large'),
        fc.string(),
        (engine, sizeName, reason) =>
          typeof targetOf(check, { engine, sizeName, orderableSizes: unread(reason) }) === 'string' &&
          !String(targetOf(check, { engine, sizeName, orderableSizes: unread(reason) })).startsWith('db.'),
      ),
    );
  });
});
