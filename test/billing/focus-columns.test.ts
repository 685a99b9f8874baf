import { describe, expect, it } from 'vitest';
import { focusHeader, focusVersion, lackingColumns } from '../../src/billing/focus/columns.ts';

describe('the version of a file', () => {
  it.each([
    [['BilledCost', 'ProviderName'], '1.0'],
    [['BilledCost', 'ProviderName', 'SkuMeter'], '1.1'],
    [['BilledCost', 'ProviderName', 'InvoiceId', 'SkuMeter'], '1.2'],
    [['BilledCost', 'ProviderName', 'PublisherName', 'ServiceProviderName'], '1.3'],
    [['BilledCost', 'ProviderName', 'AllocatedTags'], '1.3'],
    [['BilledCost', 'ServiceProviderName', 'HostProviderName'], '1.4'],
    [['BilledCost', 'ProviderName', 'InvoiceDetailId'], '1.4'],
    [[], '1.0'],
  ])('with %j is %s', (columns, version) => {
    expect(focusVersion(new Set(columns))).toBe(version);
  });
});

describe('a header', () => {
  it('is known in any case, and says what it lacks of its version', () => {
    const header = focusHeader(['BILLEDCOST', ' effectivecost ', 'x_Team', 'ServiceProviderName']);
    expect(header.columns.recognised).toEqual(['BILLEDCOST', ' effectivecost ', 'ServiceProviderName']);
    expect(header.columns.unknown).toEqual(['x_Team']);
    expect(header.columns.missing).toContain('HostProviderName');
    expect(header.columns.missing).not.toContain('PublisherName');
    expect(header.positions.get('ServiceProviderName')).toBe(3);
  });

  it('lacks what no charge can be without', () => {
    expect(
      lackingColumns(
        new Map([
          ['BilledCost', 0],
          ['ServiceName', 1],
        ]),
      ),
    ).toEqual([
      'EffectiveCost',
      'BillingCurrency',
      'BillingAccountId',
      'BillingPeriodStart',
      'ChargePeriodStart',
      'ChargeCategory',
      'ServiceProviderName (or ProviderName)',
    ]);
  });
});
