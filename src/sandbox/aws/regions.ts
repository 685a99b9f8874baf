/** A region that exists and that nobody in the organisation has opted in to. */
export const notOptedInRegion = 'ap-east-1';

/** The estate's regions, and us-east-1, which no account can switch off. */
export function enabledRegions(estateRegions: readonly string[]): readonly string[] {
  return estateRegions.includes('us-east-1') ? estateRegions : ['us-east-1', ...estateRegions];
}

/** Short name in zone ids: `use1` for us-east-1, `apse2` for ap-southeast-2. */
export function shortRegion(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  return area + direction.replace(/(north|south|east|west|central)/g, (point) => point.charAt(0)) + number;
}

/** Zone id of a zone name: `use1-az1` for us-east-1a. (Real accounts map letters to ids each in their own way.) */
export function zoneId(zone: string): string {
  const letter = zone.at(-1) ?? 'a';
  return `${shortRegion(zone.slice(0, -1))}-az${letter.charCodeAt(0) - 96}`;
}
