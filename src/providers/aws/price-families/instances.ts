import type { InUse } from '../../../domain/ports/provider.ts';
import type { ResourceKind } from '../../../domain/resources.ts';
import { is, isOneOf, type PriceFamily } from '../define-price-family.ts';
import { itemPrice, type ListedProduct } from '../price-items.ts';

/** The price list's operating systems that have an item. */
const operatingSystems: Readonly<Record<string, string>> = {
  Linux: 'linux',
  Windows: 'windows',
  RHEL: 'rhel',
  SUSE: 'suse',
};

/** The price list's software that comes with its licence: the ending that the item's system then has. */
const software: Readonly<Record<string, string>> = {
  NA: '',
  'SQL Web': '-sql-web',
  'SQL Std': '-sql-standard',
  'SQL Ent': '-sql-enterprise',
};

const machineKinds: readonly ResourceKind[] = [
  'instance',
  'instance-group',
  'capacity-reservation',
  'node-group',
  'container-cluster',
  'processing-cluster',
];

const onDemandShared = [is('tenancy', 'Shared'), is('capacitystatus', 'Used')];

/**
 * `instance/<size>/<os>` per hour, on demand, shared tenancy, no software: of all sizes of the region, since
 * whatever is not in use may take the place of what is.
 */
export const instancePrices: PriceFamily = {
  name: 'instances',
  kinds: machineKinds,
  questions: () => [
    {
      serviceCode: 'AmazonEC2',
      filters: [
        isOneOf('operatingSystem', Object.keys(operatingSystems)),
        ...onDemandShared,
        is('preInstalledSw', 'NA'),
      ],
    },
  ],
  items: (product) => (includesSoftware(product) ? [] : itemsOf(product)),
};

/** Sizes named in one request: the value of a filter holds 1,024 characters (Price List API, Filter). */
const sizesPerQuestion = 50;

/**
 * `instance/<size>/<os>-sql-<edition>` per hour, the licence included: of the sizes in use alone, since each has a
 * dozen of these prices and few machines have such software.
 */
export const softwarePrices: PriceFamily = {
  name: 'instances-with-software',
  kinds: ['instance', 'capacity-reservation'],
  sizedKinds: ['instance', 'capacity-reservation'],
  *questions(_regionId, inUse) {
    const sizes = sizesInUse(inUse);
    for (let from = 0; from < sizes.length; from += sizesPerQuestion) {
      yield {
        serviceCode: 'AmazonEC2',
        filters: [
          isOneOf('instanceType', sizes.slice(from, from + sizesPerQuestion)),
          isOneOf(
            'preInstalledSw',
            Object.keys(software).filter((name) => name !== 'NA'),
          ),
          ...onDemandShared,
        ],
      };
    }
  },
  items: (product) => (includesSoftware(product) ? itemsOf(product) : []),
};

const includesSoftware = ({ attributes: { preInstalledSw = 'NA' } }: ListedProduct): boolean => preInstalledSw !== 'NA';

const sizesInUse = (inUse: InUse): readonly string[] =>
  [...new Set([...(inUse.get('instance') ?? []), ...(inUse.get('capacity-reservation') ?? [])])].sort();

function itemsOf(product: ListedProduct) {
  const { productFamily, attributes } = product;
  if (productFamily?.startsWith('Compute Instance') !== true) return [];
  const { instanceType, licenseModel, marketoption = 'OnDemand' } = attributes;
  const { operatingSystem = '', preInstalledSw = 'NA' } = attributes;
  const system = valueIn(operatingSystems, operatingSystem);
  const ending = valueIn(software, preInstalledSw);
  // Bring-your-own-licence Windows costs as Linux does, capacity blocks are bought ahead.
  const usual = licenseModel !== 'Bring your own license' && marketoption === 'OnDemand';
  if (!instanceType || system === undefined || ending === undefined || !usual) return [];
  return itemPrice(`instance/${instanceType}/${system}${ending}`, product);
}

const valueIn = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
