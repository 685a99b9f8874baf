import { type Fact, known } from '../../domain/fact.ts';
import type { Instance, MachineLicence, Software } from '../../domain/resources.ts';
import { isDevTestOffer } from './subscriptions.ts';

/** What a machine was made from, as its listing tells. */
export interface MachineSource {
  readonly osType: string | null | undefined;
  readonly publisher: string | null | undefined;
  readonly offer: string | null | undefined;
  readonly sku: string | null | undefined;
  readonly licenseType: string | null | undefined;
}

const has = (text: string | null | undefined, what: string): boolean => text?.toLowerCase().includes(what) === true;

/** Linux by its publisher: the paid distributions have prices of their own. */
export function operatingSystemOf(source: MachineSource): Instance['operatingSystem'] {
  const { osType, publisher } = source;
  if (osType === 'Windows') return known('windows');
  if (osType !== 'Linux') return { known: false, reason: 'field osDisk.osType missing in the answer' };
  if (has(publisher, 'redhat') || source.licenseType?.startsWith('RHEL') === true) return known('rhel');
  if ((has(publisher, 'suse') && !has(source.offer, 'opensuse')) || source.licenseType?.startsWith('SLES') === true)
    return known('suse');
  return known('linux');
}

/**
 * Who pays for the licence, and how. Sources: "Azure Hybrid Benefit for Windows Server" (`Windows_Server`,
 * `Windows_Client`), "Azure Hybrid Benefit for RHEL and SLES" (`RHEL_BYOS`, `SLES_BYOS`; `RHEL_BASE`, `SLES` and the like
 * are paid with the machine); images whose offer ends in `byos` bring their own.
 */
export function licenceOf(source: MachineSource, subscriptionOffer: Fact<string>): Fact<MachineLicence> {
  const os = operatingSystemOf(source);
  if (!os.known) return os;
  const { licenseType, offer, sku } = source;
  if (os.value === 'linux') return known('none');
  if (os.value !== 'windows') {
    const own = /BYOS$/i.test(licenseType ?? '') || has(offer, 'byos') || has(sku, 'byos');
    return known(own ? 'own' : 'included');
  }
  if (/^Windows_(Server|Client)$/i.test(licenseType ?? '')) return known('own');
  if (!subscriptionOffer.known) return subscriptionOffer;
  return known(isDevTestOffer(subscriptionOffer.value) ? 'dev-test' : 'included');
}

/** SQL Server of a marketplace image: its edition is the image's SKU; Developer and Express cost nothing. */
export function softwareOf({ publisher, sku }: MachineSource): Fact<Software> {
  if (!has(publisher, 'microsoftsqlserver')) return known('none');
  if (has(sku, 'enterprise')) return known('sql-enterprise');
  if (has(sku, 'standard')) return known('sql-standard');
  return known(has(sku, 'web') ? 'sql-web' : 'none');
}
