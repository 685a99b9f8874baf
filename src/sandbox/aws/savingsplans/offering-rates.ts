import { isSold, payments, planRate, terms, type Payment, type Years } from '../../estate/commitments/rates.ts';
import { decimalOf, divideHalfEven } from '../../estate/decimal.ts';
import { booksOf } from '../../estate/ledger-of.ts';
import type { Estate } from '../../estate/model.ts';
import type { Meter } from '../../estate/usage.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { invalid } from './describe-plans.ts';

type Plan = 'Compute' | 'EC2Instance';

interface Rate {
  readonly key: string;
  readonly plan: Plan;
  readonly years: Years;
  readonly payment: Payment;
  readonly meter: Meter;
}

const plans: readonly Plan[] = ['Compute', 'EC2Instance'];

/** DescribeSavingsPlansOfferingRates, of what the estate runs: Linux and Windows machines on EC2. */
export function describeSavingsPlansOfferingRates(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const wanted = (name: string) => input.texts(name);
  const usageTypes = wanted('usageTypes');
  const properties = input.children('filters').map((filter) => ({
    name: filter.oneOf('name', propertyNames),
    values: filter.texts('values'),
  }));
  const fits = (values: readonly string[], value: string): boolean => values.length === 0 || values.includes(value);
  const rates = boxMeters(call.world.estate)
    .filter(
      ({ usageType, operation = '' }) =>
        fits(usageTypes, usageType) &&
        fits(wanted('operations'), operation) &&
        fits(wanted('serviceCodes'), 'AmazonEC2') &&
        fits(wanted('products'), 'EC2'),
    )
    .filter((meter) => {
      const of = new Map(propertiesOf(meter).map(({ name, value }) => [name, value]));
      return properties.every(({ name, values }) => values.includes(of.get(name) ?? ''));
    })
    .flatMap((meter) => ratesOf(meter))
    .filter(
      ({ plan, payment }) =>
        fits(wanted('savingsPlanTypes'), plan) && fits(wanted('savingsPlanPaymentOptions'), payment),
    )
    .filter((rate) => fits(wanted('savingsPlanOfferingIds'), offerOf(rate)));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify({ ...fields, nextToken: undefined, maxResults: undefined }),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 0, max: 1000 }) || 1000,
    items: (after) => itemsAfter(rates, after, ({ key }) => key),
    positionOf: ({ key }) => key,
    badToken: () => invalid('The pagination token is invalid.'),
  });
  return { searchResults: items.map(documentOf), ...(nextToken !== undefined && { nextToken }) };
}

/** One meter for each usage type and operation of machines that are not spot. */
function boxMeters(estate: Estate): readonly Meter[] {
  const meters = new Map<string, Meter>();
  for (const { meter } of booksOf(estate).ledger.cells()) {
    if (/(^|-)BoxUsage:/.test(meter.usageType)) meters.set(`${meter.usageType} ${meter.operation ?? ''}`, meter);
  }
  return [...meters].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, meter]) => meter);
}

const ratesOf = (meter: Meter): readonly Rate[] =>
  plans.flatMap((plan) =>
    terms.flatMap((years) =>
      payments
        .filter((payment) => isSold(plan, years, payment))
        .map((payment) => ({
          key: [meter.usageType, meter.operation, plan, years, payment].join('|'),
          plan,
          years,
          payment,
          meter,
        })),
    ),
  );

const offerOf = ({ key, plan, years, payment }: Rate): string =>
  offeringId(`${plan} ${years} ${payment} ${plan === 'Compute' ? '' : key}`);

const propertyNames = ['region', 'instanceType', 'instanceFamily', 'productDescription', 'tenancy'] as const;

function propertiesOf({ region, usageType }: Meter) {
  const instanceType = usageType.split(':').at(-1) ?? '';
  const values: Readonly<Record<(typeof propertyNames)[number], string>> = {
    region,
    instanceType,
    instanceFamily: instanceType.split('.')[0] ?? '',
    productDescription: 'Linux/UNIX',
    tenancy: 'shared',
  };
  return propertyNames.map((name) => ({ name, value: values[name] }));
}

function documentOf(of: Rate): object {
  const { plan, years, payment, meter } = of;
  const rate = divideHalfEven(meter.rate * planRate(plan, years, payment), 1000n);
  return {
    savingsPlanOffering: {
      offeringId: offerOf(of),
      paymentOption: payment,
      planType: plan,
      durationSeconds: years * 31_536_000,
      currency: 'USD',
      planDescription: `${years} year ${payment} ${plan} Savings Plan`,
    },
    rate: decimalOf(rate),
    unit: 'Hrs',
    productType: 'EC2',
    serviceCode: 'AmazonEC2',
    usageType: meter.usageType,
    operation: meter.operation ?? '',
    properties: propertiesOf(meter),
  };
}

/** A UUID that is the same for the same offer. */
function offeringId(text: string): string {
  let hash = 0n;
  for (const char of text) hash = (hash * 1_099_511_628_211n + BigInt(char.codePointAt(0) ?? 0)) % (1n << 122n);
  const hex = hash.toString(16).padStart(32, '0').slice(-32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
