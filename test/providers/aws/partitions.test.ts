import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { missingService, partitionOf } from '../../../src/providers/aws/partitions.ts';
import { serviceModules } from '../../../src/providers/aws/service-modules.ts';

interface Endpoint {
  readonly url: URL;
  readonly properties?: { readonly authSchemes?: readonly { readonly signingRegion?: string }[] };
}

/** Where the SDK's own rules send a call, and for which region they sign it if not for the one that was asked. */
function sdkEndpoint(client: { readonly config: object }, region: string): Endpoint {
  const { endpointProvider } = client.config as { endpointProvider(parameters: object, context: object): Endpoint };
  return endpointProvider({ Region: region, UseFIPS: false, UseDualStack: false }, {});
}

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

describe('partitions', () => {
  it.each`
    region              | id              | globalRegion
    ${'us-east-1'}      | ${'aws'}        | ${'us-east-1'}
    ${'eu-central-2'}   | ${'aws'}        | ${'us-east-1'}
    ${'xx-new-1'}       | ${'aws'}        | ${'us-east-1'}
    ${'cn-north-1'}     | ${'aws-cn'}     | ${'cn-northwest-1'}
    ${'us-gov-east-1'}  | ${'aws-us-gov'} | ${'us-gov-west-1'}
    ${'us-iso-west-1'}  | ${'aws-iso'}    | ${'us-iso-east-1'}
    ${'us-isob-east-1'} | ${'aws-iso-b'}  | ${'us-isob-east-1'}
    ${'us-isob-west-1'} | ${'aws-iso-b'}  | ${'us-isob-east-1'}
    ${'eu-isoe-west-1'} | ${'aws-iso-e'}  | ${'eu-isoe-west-1'}
    ${'us-isof-east-1'} | ${'aws-iso-f'}  | ${'us-isof-south-1'}
    ${'eusc-de-east-1'} | ${'aws-eusc'}   | ${'eusc-de-east-1'}
  `('$region is of $id, whose global services are signed for $globalRegion', ({ region, id, globalRegion }) => {
    expect(partitionOf(region)).toMatchObject({ id, globalRegion });
    // The SDK's rules say the same: they were made from the same data.
    const { url, properties } = sdkEndpoint(new OrganizationsClient(settings), region);
    expect(properties?.authSchemes?.[0]?.signingRegion).toBe(globalRegion);
    expect(url.hostname).toContain(`.${globalRegion}.`);
  });

  it.each(['us-east-1', 'cn-north-1', 'us-iso-west-1'])('Cost Explorer for %s is where the SDK has it', (region) => {
    const { properties } = sdkEndpoint(new CostExplorerClient(settings), region);
    expect(properties?.authSchemes?.[0]?.signingRegion).toBe(partitionOf(region).globalRegion);
    expect(missingService(partitionOf(region).id, 'ce')).toBeUndefined();
  });

  it.each(['us-west-2', 'cn-north-1', 'us-gov-east-1', 'us-iso-west-1', 'us-isof-east-1'])(
    'a service that the SDK signs for one region of the partition of %s is signed there by us too',
    async (region) => {
      const fixed: Record<string, string | undefined> = {};
      for (const [name, load] of Object.entries(serviceModules)) {
        const { open } = (await load()) as { open(settings: object): { readonly config: object } };
        const signed = sdkEndpoint(open(settings), region).properties?.authSchemes?.[0]?.signingRegion;
        if (signed !== undefined && signed !== region) fixed[name] = signed;
      }
      expect(Object.keys(fixed)).toEqual(expect.arrayContaining(['organizations', 'ce', 'route53']));
      expect(new Set(Object.values(fixed))).toEqual(new Set([partitionOf(region).globalRegion]));
    },
  );

  it('GovCloud has neither costs nor prices of its own', () => {
    for (const service of ['ce', 'pricing'])
      expect(missingService('aws-us-gov', service)).toMatch(/standard|commercial/);
    expect(missingService('aws-us-gov', 'ec2')).toBeUndefined();
  });
});
