import { type ItemPattern, skuFamily } from '../define-price-family.ts';

const compute = (pattern: RegExp, item: string, unit: ItemPattern['unit']): ItemPattern => ({
  service: 'compute',
  pattern,
  item: () => item,
  unit,
});

/** A description ends here, or goes on with where it is: `Storage PD Capacity in Belgium`. */
const end = String.raw`(?: in .*)?$`;

/**
 * `volume/<tier>` per GiB-month, where a regional disk's tier is `<type>-regional`; `volume-iops/<tier>` per IOPS-month and
 * `volume-throughput/<tier>` per MiBps-month where they are set apart; `snapshot/standard`, `snapshot/archive`,
 * `image/standard` and `machine-image/standard` per GiB-month. Source of the names: Cloud Billing catalogue, Compute Engine.
 */
export const volumePrices = skuFamily(
  'volumes',
  ['block-volume', 'volume-snapshot', 'machine-image'],
  [
    compute(new RegExp(`^Storage PD Capacity${end}`), 'volume/pd-standard', 'GiB-month'),
    compute(new RegExp(`^SSD backed PD Capacity${end}`), 'volume/pd-ssd', 'GiB-month'),
    compute(new RegExp(`^Balanced PD Capacity${end}`), 'volume/pd-balanced', 'GiB-month'),
    compute(new RegExp(`^Extreme PD Capacity${end}`), 'volume/pd-extreme', 'GiB-month'),
    compute(new RegExp(`^Extreme PD IOPS${end}`), 'volume-iops/pd-extreme', 'IOPS-month'),
    compute(new RegExp(`^Regional Storage PD Capacity${end}`), 'volume/pd-standard-regional', 'GiB-month'),
    compute(new RegExp(`^Regional SSD backed PD Capacity${end}`), 'volume/pd-ssd-regional', 'GiB-month'),
    compute(new RegExp(`^Regional Balanced PD Capacity${end}`), 'volume/pd-balanced-regional', 'GiB-month'),
    ...(
      [
        ['Capacity', 'volume', 'GiB-month'],
        ['IOPS', 'volume-iops', 'IOPS-month'],
        ['Throughput', 'volume-throughput', 'MiBps-month'],
      ] as const
    ).map(([word, key, unit]): ItemPattern => ({
      service: 'compute',
      pattern: new RegExp(
        `^Hyperdisk (Balanced High Availability|Balanced|Extreme|Throughput|ML) (?:- )?${word}${end}`,
      ),
      item: ([, kind = '']) => `${key}/hyperdisk-${kind.toLowerCase().replaceAll(' ', '-')}`,
      unit,
    })),
    compute(new RegExp(`^Storage PD Snapshot${end}`), 'snapshot/standard', 'GiB-month'),
    compute(new RegExp(`^Storage (?:PD )?Archive Snapshot${end}`), 'snapshot/archive', 'GiB-month'),
    compute(new RegExp(`^Storage Image${end}`), 'image/standard', 'GiB-month'),
    compute(new RegExp(`^Storage Machine Image${end}`), 'machine-image/standard', 'GiB-month'),
  ],
);
