import { add, decimal, type Decimal, formatDecimal, multiply } from '../../../domain/decimal.ts';

import { amountText, listAmount, type Sku } from '../sku-catalogue.ts';
import type { PriceContext, PricedItem, PriceFamily } from '../define-price-family.ts';
import { pricedItem } from '../define-price-family.ts';
import { type MachineRates, machineRates, type Rate } from '../machine-skus.ts';
import { customShape, familyOf, sharedCoreShare } from '../machine-types.ts';
import { customSize, type MachineSize } from '../machine-sizes.ts';

/** Exactly 1/1024. */
const GIB_PER_MIB = decimal('0.0009765625');

interface WholePrice {
  readonly amount: Decimal;
  readonly skuIds: readonly string[];
  readonly currency: string;
}

/**
 * `instance/<machine type>/<linux|windows|rhel|suse>` per hour: vCPUs and memory of the type at their own SKUs, whose ids
 * `skuId` joins with `+`; custom types that are in use too. `instance-spot/<machine type>/linux` is the spot price now.
 * `instance-vcpu/<shape>` per vCPU-hour and `instance-memory/<shape>` per GiB-hour are the SKUs themselves (shape: `n2`,
 * `n2-custom`, `n2-custom-ext`), `accelerator/<GPU>` that of a GPU an hour (`t4`, `l4`), `licence/windows` the licence per vCPU-hour. A type of which a part has no SKU in the
 * region has no price: never a part of one.
 */
export const instancePrices: PriceFamily = {
  name: 'instances',
  kinds: [
    'instance',
    'instance-group',
    'node-group',
    'processing-cluster',
    'notebook',
    'capacity-reservation',
    'commitment',
  ],
  async prices(context) {
    const skus = await context.skus('compute');
    const onDemand = machineRates(skus, 'OnDemand');
    const spot = machineRates(skus, 'Preemptible');
    const licences = licenceRates(skus);
    const custom = customSizes(context);
    const prices: PricedItem[] = [...rateItems(onDemand), ...licenceItems(licences)];
    for (const size of [...(await context.machineSizes()), ...custom]) {
      const whole = machinePrice(size, onDemand);
      if (whole !== undefined) prices.push(...itemsOf(size, whole, licences));
      const cheap = machinePrice(size, spot);
      if (cheap !== undefined) prices.push(item(`instance-spot/${size.name}/linux`, cheap));
    }
    return { prices, sizes: custom };
  },
};

/** Custom types are listed nowhere: they are what somebody made. */
function customSizes({ regionId, inUse }: PriceContext): readonly MachineSize[] {
  const names = new Set([...inUse.values()].flat());
  return [...names].map((name) => customSize(name, regionId)).filter((size) => size !== undefined);
}

function* rateItems({ vcpu, memory, gpu }: MachineRates): Generator<PricedItem> {
  for (const [shape, { sku, amount }] of vcpu) yield pricedItem(`instance-vcpu/${shape}`, sku, amount, 'vCPU-hour');
  for (const [shape, { sku, amount }] of memory) yield pricedItem(`instance-memory/${shape}`, sku, amount, 'GiB-hour');
  for (const [card, { sku, amount }] of gpu) yield pricedItem(`accelerator/${card}`, sku, amount, 'hour');
}

/** Undefined where the region sells a part of it not at all, or where a part of it has no SKU that is known. */
function machinePrice(size: MachineSize, rates: MachineRates): WholePrice | undefined {
  const whole = rates.whole.get(size.name);
  if (whole !== undefined) return sumOf([[whole, decimal('1')]]);
  // Local disks that are part of a type are sold by SKUs of their own, by the disk.
  if (size.localStorageGiB > 0) return undefined;
  const family = familyOf(size.name);
  const shape = customShape(size.name);
  // E2's custom machines have no SKUs of their own.
  const key = shape === undefined || family === 'e2' ? family : `${family}-custom`;
  const vcpu = rates.vcpu.get(key);
  const memory = memoryParts(size, key, rates);
  if (vcpu === undefined || memory === undefined) return undefined;
  const billed = sharedCoreShare(size.name)?.billedVcpus ?? size.vcpus;
  const parts: (readonly [Rate, Decimal])[] = [[vcpu, decimal(String(billed))], ...memory];
  if (size.gpus > 0) {
    const card = size.acceleratorName === undefined ? undefined : rates.gpu.get(size.acceleratorName);
    if (card === undefined) return undefined;
    parts.push([card, decimal(String(size.gpus))]);
  }
  return sumOf(parts);
}

/** GiB of memory a vCPU at the usual price; what is beyond is extended memory ("Custom machine types", pricing). */
const USUAL_GIB_PER_VCPU: Readonly<Record<string, number>> = { n1: 6.5, n2: 8, n2d: 8, n4: 8 };

function memoryParts(size: MachineSize, key: string, rates: MachineRates): (readonly [Rate, Decimal])[] | undefined {
  const usual = rates.memory.get(key);
  if (usual === undefined) return undefined;
  if (customShape(size.name)?.extended !== true) return [[usual, gib(size.memoryMiB)]];
  const limit = USUAL_GIB_PER_VCPU[size.family];
  const extended = rates.memory.get(`${key}-ext`);
  if (limit === undefined || extended === undefined) return undefined;
  const within = Math.min(size.memoryMiB, limit * 1024 * size.vcpus);
  return [
    [usual, gib(within)],
    [extended, gib(size.memoryMiB - within)],
  ];
}

const gib = (mib: number): Decimal => multiply(decimal(String(mib)), GIB_PER_MIB);

function sumOf(parts: readonly (readonly [Rate, Decimal])[]): WholePrice {
  const [first] = parts;
  return {
    amount: parts.map(([{ amount }, quantity]) => multiply(amount, quantity)).reduce(add),
    skuIds: parts.map(([{ sku }]) => sku.skuId),
    currency: first?.[0].sku.currency ?? 'USD',
  };
}

const item = (key: string, { amount, skuIds, currency }: WholePrice): PricedItem => ({
  item: key,
  skuId: skuIds.join('+'),
  listPrice: { amount: formatDecimal(amount), currency, unit: 'hour' },
});

/** A licence by the machine or by the vCPU. */
interface LicenceRate {
  readonly sku: Sku;
  readonly amount: Decimal;
  readonly per: 'vcpu' | 'machine';
  readonly from: number;
  readonly to: number;
}

type Licences = ReadonlyMap<'windows' | 'rhel' | 'suse', readonly LicenceRate[]>;

const LICENCES: readonly (readonly [RegExp, 'windows' | 'rhel' | 'suse'])[] = [
  [/^Licensing Fee for Windows Server \d+ (?:Datacenter|R2)/, 'windows'],
  [/^Licensing Fee for Red ?Hat Enterprise Linux \d+ (?!.*(?:SAP|Extended|ELS))/i, 'rhel'],
  [/^Licensing Fee for (?:SUSE Linux Enterprise Server|SLES) \d+ (?!.*SAP)/i, 'suse'],
];

/**
 * `… (CPU cost)` is per vCPU-hour; `… on VM with 1 to 4 VCPU` and `… on VM with 6 or more VCPU` per machine-hour. Memory
 * costs of licences are zero. Source of the names: Cloud Billing catalogue, Compute Engine.
 */
function licenceRates(skus: readonly Sku[]): Licences {
  const rates = new Map<'windows' | 'rhel' | 'suse', LicenceRate[]>();
  for (const sku of skus) {
    const amount = listAmount(sku);
    const os = LICENCES.find(([pattern]) => pattern.test(sku.description))?.[1];
    if (os === undefined || amount === undefined) continue;
    const list = rates.get(os) ?? [];
    rates.set(os, list);
    if (/\(CPU cost\)/.test(sku.description)) list.push({ sku, amount, per: 'vcpu', from: 0, to: Infinity });
    const range = /on VM with (\d+)(?: to (\d+)| or (more|less))? VCPU/i.exec(sku.description);
    if (!range) continue;
    const count = Number(range[1]);
    const [from, to] =
      range[3] === 'less' ? [0, count] : [count, range[2] ? Number(range[2]) : range[3] ? Infinity : count];
    list.push({ sku, amount, per: 'machine', from, to });
  }
  return rates;
}

function* licenceItems(licences: Licences): Generator<PricedItem> {
  const windows = licences.get('windows')?.find(({ per }) => per === 'vcpu');
  if (windows) {
    const listPrice = { amount: amountText(windows.amount), currency: windows.sku.currency, unit: 'vCPU-hour' };
    yield { item: 'licence/windows', skuId: windows.sku.skuId, listPrice };
  }
}

function* itemsOf(size: MachineSize, whole: WholePrice, licences: Licences): Generator<PricedItem> {
  yield item(`instance/${size.name}/linux`, whole);
  for (const [os, rates] of licences) {
    const rate = rates.find(({ from, to }) => size.vcpus >= from && size.vcpus <= to);
    if (rate === undefined) continue;
    const quantity = decimal(rate.per === 'vcpu' ? String(size.vcpus) : '1');
    yield item(`instance/${size.name}/${os}`, {
      amount: add(whole.amount, multiply(rate.amount, quantity)),
      skuIds: [...whole.skuIds, rate.sku.skuId],
      currency: whole.currency,
    });
  }
}
