/** The price list's names of regions. Source: AWS Price List, attribute `location`. */
const locations: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-west-2': 'US West (Oregon)',
  'eu-west-1': 'EU (Ireland)',
  'eu-central-1': 'EU (Frankfurt)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
};

/** The attributes that tell where a product is sold. */
export function placeAttributes(region: string): Readonly<Record<string, string>> {
  return { regionCode: region, location: locationName(region), locationType: 'AWS Region' };
}

export function locationName(region: string): string {
  return locations[region] ?? region;
}
