import { locationName } from './azure-scope.ts';

/**
 * Words of bills that put the land first, without spaces and in lower case, and the location that each means.
 * Source: FinOps toolkit (Microsoft), open data, Regions.csv.
 */
const landFirst: Readonly<Record<string, string>> = {
  apeast: 'eastasia',
  apsoutheast: 'southeastasia',
  aucentral: 'australiacentral',
  aucentral2: 'australiacentral2',
  aueast: 'australiaeast',
  ausoutheast: 'australiasoutheast',
  brsouth: 'brazilsouth',
  brsoutheast: 'brazilsoutheast',
  cacentral: 'canadacentral',
  caeast: 'canadaeast',
  chnorth: 'switzerlandnorth',
  chwest: 'switzerlandwest',
  denorth: 'germanynorth',
  dewestcentral: 'germanywestcentral',
  escentral: 'spaincentral',
  eunorth: 'northeurope',
  euwest: 'westeurope',
  frcentral: 'francecentral',
  frsouth: 'francesouth',
  ilcentral: 'israelcentral',
  incentral: 'centralindia',
  insouth: 'southindia',
  inwest: 'westindia',
  itnorth: 'italynorth',
  jaeast: 'japaneast',
  jawest: 'japanwest',
  krcentral: 'koreacentral',
  krsouth: 'koreasouth',
  noeast: 'norwayeast',
  nowest: 'norwaywest',
  plcentral: 'polandcentral',
  qacentral: 'qatarcentral',
  secentral: 'swedencentral',
  sesouth: 'swedensouth',
  uksouth: 'uksouth',
  ukwest: 'ukwest',
  uscentral: 'centralus',
  useast: 'eastus',
  useast2: 'eastus2',
  usnorthcentral: 'northcentralus',
  ussouthcentral: 'southcentralus',
  uswest: 'westus',
  uswest2: 'westus2',
  uswest3: 'westus3',
  uswestcentral: 'westcentralus',
  zanorth: 'southafricanorth',
  zawest: 'southafricawest',
};

/** `US East 2`, `East US 2` and `eastus2` alike; null for what is of no location. */
export function regionOfBill(place: string): string | null {
  const word = locationName(place);
  if (word === '' || word === 'unassigned' || word === 'unknown' || word === 'intercontinental') return null;
  return landFirst[word] ?? word;
}
