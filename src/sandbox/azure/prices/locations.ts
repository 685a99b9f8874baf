/** How prices and bills call the regions. */
export const LOCATIONS: Readonly<Record<string, string>> = {
  eastus: 'US East',
  westus2: 'US West 2',
  westeurope: 'EU West',
  northeurope: 'EU North',
  southeastasia: 'AP Southeast',
};
