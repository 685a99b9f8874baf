import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/providers/shared/retry-after.ts';

const now = Date.parse('2026-11-24T05:00:00Z');

describe('Retry-After', () => {
  it.each`
    headers                                                                                      | ms           | because
    ${{ 'retry-after': '120' }}                                                                  | ${120_000}   | ${'seconds'}
    ${{ 'retry-after': '1.5' }}                                                                  | ${1500}      | ${'parts of a second, as some send'}
    ${{ 'retry-after': 'Tue, 24 Nov 2026 05:00:07 GMT' }}                                        | ${7000}      | ${'a date, by our clock'}
    ${{ 'retry-after': 'Tue, 24 Nov 2026 06:00:07 GMT', date: 'Tue, 24 Nov 2026 06:00:00 GMT' }} | ${7000}      | ${"a date, by the server's clock"}
    ${{ 'retry-after': 'Tue, 24 Nov 2026 04:59:00 GMT' }}                                        | ${0}         | ${'a date that is past'}
    ${{ 'x-amz-retry-after': '2500' }}                                                           | ${2500}      | ${'milliseconds, in the header of AWS'}
    ${{ 'x-amz-retry-after': 'soon', 'retry-after': '3' }}                                       | ${3000}      | ${'the other one where one cannot be read'}
    ${{ 'retry-after': 'soon' }}                                                                 | ${undefined} | ${'what cannot be read'}
    ${{ 'retry-after': '-5' }}                                                                   | ${undefined} | ${'what makes no sense'}
    ${{}}                                                                                        | ${undefined} | ${'nothing said'}
  `('is $ms ms: $because', ({ headers, ms }) => {
    expect(retryAfterMs(headers, now)).toBe(ms);
  });
});
