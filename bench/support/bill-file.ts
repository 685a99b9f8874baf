import { writeFileSync } from 'node:fs';

import { addMonths, type Day, monthOf } from '../../src/domain/instant.ts';
import { type BillLine, visitBillLines } from '../../src/sandbox/estate/bill-lines.ts';
import type { Estate } from '../../src/sandbox/estate/model.ts';

const columns: Readonly<Record<string, (line: BillLine, payer: string) => string>> = {
  BilledCost: ({ unblendedNanoUsd }) => usd(unblendedNanoUsd),
  EffectiveCost: ({ amortizedNanoUsd }) => usd(amortizedNanoUsd),
  ListCost: ({ onDemandNanoUsd, unblendedNanoUsd }) => usd(onDemandNanoUsd ?? unblendedNanoUsd),
  BillingCurrency: () => 'USD',
  BillingAccountId: (_, payer) => payer,
  BillingPeriodStart: ({ day }) => `${monthOf(day as Day)}T00:00:00Z`,
  BillingPeriodEnd: ({ day }) => `${addMonths(monthOf(day as Day), 1)}T00:00:00Z`,
  ChargePeriodStart: ({ day }) => `${day}T00:00:00Z`,
  ChargeCategory: ({ recordType }) => categoryOf(recordType),
  ProviderName: () => 'AWS',
  RegionId: ({ region }) => (region === 'NoRegion' ? 'global' : region),
  ResourceId: ({ resourceId = '' }) => resourceId,
  ServiceName: ({ service }) => service,
  SkuId: ({ usageType }) => usageType,
  SubAccountId: ({ accountId }) => accountId,
  ConsumedQuantity: ({ usageQuantity }) => String(usageQuantity),
  ConsumedUnit: ({ usageUnit }) => usageUnit,
};

/** The bill of these days at resource grain, as a FOCUS export of its columns that an analysis looks at. */
export function writeBill(path: string, estate: Estate, from: Day, to: Day): void {
  const rows = [Object.keys(columns).join(',')];
  const payer = estate.organization.managementAccountId;
  visitBillLines(estate, from, to, (line) => {
    rows.push(
      Object.values(columns)
        .map((read) => quoted(read(line, payer)))
        .join(','),
    );
  });
  writeFileSync(path, `${rows.join('\n')}\n`);
}

function categoryOf(recordType: BillLine['recordType']): string {
  if (recordType === 'Tax' || recordType === 'Credit') return recordType;
  return recordType.endsWith('Fee') ? 'Purchase' : 'Usage';
}

function usd(nanos: bigint): string {
  const digits = String(nanos < 0n ? -nanos : nanos).padStart(10, '0');
  return `${nanos < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
