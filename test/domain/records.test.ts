import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingId } from '../../src/domain/findings.ts';
import { providerIds, type Scope, scopeKey } from '../../src/domain/ids.ts';
import { coverage } from '../../src/domain/metrics.ts';

const scope: Scope = { provider: 'aws', accountId: '123456789012', regionId: 'eu-west-1' };

describe('keys', () => {
  it('name the scope from the outside in', () => {
    expect(scopeKey(scope)).toBe('aws/123456789012/eu-west-1');
  });

  it('tell scopes apart', () => {
    const part = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
    const anyScope = fc.record({ provider: fc.constantFrom(...providerIds), accountId: part, regionId: part });
    fc.assert(
      fc.property(anyScope, anyScope, (a, b) => {
        const same = a.provider === b.provider && a.accountId === b.accountId && a.regionId === b.regionId;
        expect(scopeKey(a) === scopeKey(b)).toBe(same);
      }),
    );
  });

  it('give a finding the same id on every sync', () => {
    expect(findingId('aws-ebs-volume-unattached', scope, 'vol-1')).toBe(
      'aws-ebs-volume-unattached/123456789012/eu-west-1/vol-1',
    );
  });
});

describe('coverage', () => {
  it.each([
    [0, 336, 0],
    [168, 336, 0.5],
    [336, 336, 1],
    [340, 336, 1],
    [0, 0, 0],
    [5, 0, 0],
  ])('%i samples of %i are %f', (sampleCount, expectedCount, ratio) => {
    expect(coverage({ sampleCount, expectedCount })).toBe(ratio);
  });

  it('is a ratio from 0 to 1', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (sampleCount, expectedCount) => {
        const ratio = coverage({ sampleCount, expectedCount });
        expect(ratio >= 0 && ratio <= 1).toBe(true);
      }),
    );
  });
});
