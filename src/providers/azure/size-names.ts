/** What the name of a VM size tells: `Standard_D4ads_v5` is of family D, 4 vCPUs, features a, d and s, version 5. */
export interface SizeNameFacts {
  /** `D`, `E`, `NC`, `DC`. */
  readonly family: string;
  /** Letters that follow the number of vCPUs, in lower case. */
  readonly features: string;
  readonly version: number;
  /** The family with what sets it apart from others for the same: `D`, `D+d` (local disk), `D+l` (little memory). */
  readonly series: string;
  readonly processorMaker: string;
}

/** Neither the processor's maker nor premium storage, which nearly all have, makes a series another one. */
const indifferent = /[aps]/g;

/**
 * Source: Azure documentation, "Azure VM size naming conventions": [family][sub-family][vCPUs][constrained vCPUs]
 * [additive features][accelerator type][memory][version]. Undefined for a name of another form.
 */
export function sizeNameFacts(name: string): SizeNameFacts | undefined {
  const parts =
    /^(?:Standard|Basic)_([A-Z]+)(\d+)(?:-\d+)?([a-z]*)(?:_[A-Z][A-Za-z0-9]*)*(?:_v(\d+))?(?:_Promo)?$/.exec(name);
  if (!parts) return undefined;
  const [, family = '', , features = '', version = '1'] = parts;
  const apart = features.replaceAll(indifferent, '');
  return {
    family,
    features,
    version: Number(version),
    series: apart === '' ? family : `${family}+${apart.split('').toSorted().join('')}`,
    processorMaker: features.includes('p') ? 'Arm' : features.includes('a') ? 'AMD' : 'Intel',
  };
}

/** `p` stands for an Arm processor. */
export function architectureOf(name: string): 'x86_64' | 'arm64' | undefined {
  const facts = sizeNameFacts(name);
  if (facts === undefined) return undefined;
  return facts.features.includes('p') ? 'arm64' : 'x86_64';
}

/** Source: Azure documentation, "Previous generations of virtual machine sizes" (series that have successors or retire). */
const previous =
  /^Basic_|^Standard_(A\d+$|D\d+$|DS\d+$|DS?\d+(-\d+)?_v2|F\d+s?$|GS?\d|L\d+s$|L\d+s_v2|NC\d+r?s?$|NC\d+r?s_v2|ND\d+r?s$|NV\d+(_Promo)?$|NV\d+s_v2|H\d|M\d+m?s$)/;

export const isPreviousGeneration = (name: string): boolean => previous.test(name);
