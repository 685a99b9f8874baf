import { is, type PriceFamily } from '../define-price-family.ts';
import { bundleKey, systemOf } from '../desktop-names.ts';
import { itemPrice, type ListedProduct } from '../price-items.ts';

const licences: Readonly<Record<string, string>> = { Included: 'included', 'Bring Your Own License': 'own' };

/** `Root:80 GB,User:50 GB` */
const volumes = /Root:\s*(\d+)\s*GB.*User:\s*(\d+)\s*GB/i;

/**
 * WorkSpaces, by what they are: `<what>/<bundle>/<system>/<licence>/<root GiB>-<user GiB>`.
 *
 * - `desktop-always-on/…` and `desktop-auto-stop/…` per month
 * - `desktop-hours/<bundle>/<system>/<licence>` per hour that one in auto-stop runs: its volumes are in the monthly fee
 */
export const desktopPrices: PriceFamily = {
  name: 'desktops',
  kinds: ['desktop'],
  questions: () => [
    { serviceCode: 'AmazonWorkSpaces', filters: [is('resourceType', 'Hardware'), is('runningMode', 'AlwaysOn')] },
    { serviceCode: 'AmazonWorkSpaces', filters: [is('resourceType', 'Hardware'), is('runningMode', 'AutoStop')] },
  ],
  items(product) {
    const { bundle, operatingSystem, license = '', runningMode, storage = '' } = product.attributes;
    const licence = Object.hasOwn(licences, license) ? licences[license] : undefined;
    if (!bundle || licence === undefined) return [];
    const what = `${bundleKey(bundle)}/${systemOf(operatingSystem)}/${licence}`;
    if (runningMode === 'AutoStop' && isHourly(product)) return itemPrice(`desktop-hours/${what}`, product);
    const [, root, user] = volumes.exec(storage) ?? [];
    if (root === undefined || !/^months?$/i.test(product.unit)) return [];
    const mode = runningMode === 'AutoStop' ? 'auto-stop' : 'always-on';
    return itemPrice(`desktop-${mode}/${what}/${root}-${user}`, product, { unit: 'month' });
  },
};

const isHourly = ({ unit }: ListedProduct): boolean => /^(hours?|hrs)$/i.test(unit);
