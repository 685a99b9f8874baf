import { describe, expect, it } from 'vitest';
import { productCodeOf } from '../../../src/sandbox/estate/billing-names.ts';
import { createEstate } from '../../../src/sandbox/estate/create-estate.ts';
import { openUsage, usageOf } from '../../../src/sandbox/estate/estate-usage.ts';
import { families } from '../../../src/sandbox/estate/families.ts';
import { familyState, type EstateFamily } from '../../../src/sandbox/estate/family.ts';
import { estateDocument, truthDocument } from '../../../src/sandbox/estate/serialise.ts';
import { secretsFamily } from '../../../src/sandbox/estate/secrets/family.ts';
import { dailyCosts } from '../../../src/sandbox/estate/costs.ts';
import { estateOf, NOW, REGIONS, sizeOf } from './estates.ts';

const options = { seed: 7, resources: 1000, accounts: 3, regions: REGIONS, now: NOW };

/** A family that draws, plants, and looks at another. */
const probe: EstateFamily<{ readonly draws: readonly number[]; readonly secrets: number }> = {
  name: 'probe',
  generate(context) {
    const place = context.places.pick(context.random('place'));
    context.plantWaste('aws-probe', place, 'probe-1', 'planted', '1.5');
    context.plantFine('aws-probe', place, 'probe-2', 'a look-alike');
    return {
      draws: [context.random('a').unit(), context.random('a', 1).unit(), context.random('b').unit()],
      secrets: context.state(secretsFamily).secrets.size,
    };
  },
};

describe('families', () => {
  it('have names of their own', () => {
    const names = families.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are made again from the same options, to the byte', () => {
    expect(JSON.stringify(estateDocument(estateOf()))).toBe(JSON.stringify(estateDocument(estateOf())));
  });

  it('come on top: the other resources are what they are without them', () => {
    const bare = createEstate(options, []);
    const full = createEstate(options);
    expect(sizeOf(full)).toBe(sizeOf(bare));
    expect([...full.instances]).toEqual([...bare.instances]);
    expect([...full.volumes]).toEqual([...bare.volumes]);
  });

  it('do not change each other', () => {
    const without = createEstate(options, [secretsFamily]);
    const withAnother = createEstate(options, [secretsFamily, probe]);
    expect(familyState(withAnother, secretsFamily)).toEqual(familyState(without, secretsFamily));
    expect([...withAnother.families.keys()]).toEqual(['secrets', 'probe']);
  });

  it('draw from streams of their own, plant truth, and see the families above them', () => {
    const estate = createEstate(options, [secretsFamily, probe]);
    const { draws, secrets } = familyState(estate, probe);
    expect(new Set(draws).size).toBe(3);
    expect(secrets).toBe(familyState(estate, secretsFamily).secrets.size);
    const planted = truthDocument(estate).entries.filter(({ checkId }) => checkId === 'aws-probe');
    expect(planted).toMatchObject([
      { resourceId: 'probe-1', verdict: 'waste', monthlyCost: '1.5' },
      { resourceId: 'probe-2', verdict: 'fine', because: 'a look-alike' },
    ]);
    expect(() => createEstate(options, [probe])).toThrow('no family "secrets"');
  });

  it('stand in the document of the estate', () => {
    const document = estateDocument(createEstate(options, [secretsFamily, probe])) as {
      families: { secrets: { secrets: Record<string, { arn: string }> } };
    };
    const [[arn, secret] = ['', { arn: 'none' }]] = Object.entries(document.families.secrets.secrets);
    expect(secret.arn).toBe(arn);
  });

  it('place every resource in an account and region of the estate, and bill in whole numbers under a known code', () => {
    const estate = estateOf();
    const accounts = new Set(estate.accounts.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id));
    for (const { meter, quantity, from, to } of usageOf(estate)) {
      const line = `${meter.service} ${meter.usageType}`;
      expect(accounts.has(meter.accountId), line).toBe(true);
      expect(meter.productCode ?? productCodeOf(meter.service), line).not.toBe('');
      expect(Number.isSafeInteger(quantity) && quantity >= 0 && Number.isInteger(from) && to >= from, line).toBe(true);
    }
  });
});

describe('secrets', () => {
  it('grow with the estate, and there are some in the smallest', () => {
    const count = (resources: number) => familyState(estateOf({ resources }), secretsFamily).secrets.size;
    expect(count(50)).toBe(4);
    expect(count(1000)).toBe(12);
    expect(count(10_000)).toBe(120);
  });

  it('bill 40 cents a month each, until they are marked for deletion', () => {
    const estate = estateOf({ resources: 5000 });
    const { secrets } = familyState(estate, secretsFamily);
    // A whole month of secrets that were there all of it.
    const [from, to] = [Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)];
    const share = [...secrets.values()].reduce((sum, { createdAt, deletedAt = Infinity }) => {
      const used = Math.min(deletedAt, to) - Math.max(createdAt, from);
      return sum + Math.max(0, used) / (to - from);
    }, 0);
    const cells = dailyCosts(estate, '2026-10-01', '2026-11-01').filter(
      ({ service }) => service === 'AWS Secrets Manager',
    );
    const billed = cells.reduce((sum, { unblendedNanoUsd }) => sum + Number(unblendedNanoUsd), 0) / 1e9;
    expect(share).toBeGreaterThan(10);
    expect(billed).toBeCloseTo(0.4 * share, 6);
    expect(cells.reduce((sum, { usageQuantity }) => sum + usageQuantity, 0)).toBeCloseTo(share, 6);
  });

  it('say what one of them bills from now on', () => {
    const estate = estateOf();
    const [secret] = familyState(estate, secretsFamily).secrets.values();
    expect(openUsage(estate, secret?.arn ?? '')).toMatchObject([
      { resourceId: secret?.arn, quantity: 1, meter: { service: 'AWS Secrets Manager' } },
    ]);
  });
});
