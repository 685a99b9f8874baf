import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import type { Size } from '../../../src/domain/prices.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
let scope: Scope;
beforeAll(async () => {
  cloud = await SandboxCloud.start();
  scope = awsScopeOf(cloud.accountIds[0] ?? '', 'us-east-1');
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

async function read(sizeNames: readonly string[], sandboxUrl = cloud.sandbox.url) {
  const sizes: Size[] = [];
  try {
    for await (const page of cloud.connect({}, { sandboxUrl }).sizes(scope, sizeNames)) sizes.push(...page);
    return { sizes };
  } catch (error) {
    return { sizes, error: error as CloudError };
  }
}

describe('sizes', () => {
  it('are those that were named; one that EC2 does not know is left out', async () => {
    const { sizes, error } = await read(['m5.large', 't3.micro', 't4g.small', 'g4dn.xlarge', 'x99.huge']);
    expect(error).toBeUndefined();
    const byName = Object.fromEntries(sizes.map((size) => [size.name, size]));
    expect(Object.keys(byName).toSorted()).toEqual(['g4dn.xlarge', 'm5.large', 't3.micro', 't4g.small']);
    expect(byName['m5.large']).toMatchObject({
      provider: 'aws',
      regionId: 'us-east-1',
      vcpus: 2,
      memoryMiB: 8192,
      architectures: ['x86_64'],
      family: 'm5',
      burstable: false,
      gpus: 0,
    });
    expect(byName['t3.micro']).toMatchObject({ vcpus: 2, memoryMiB: 1024, burstable: true });
    expect(byName['t4g.small']?.architectures).toEqual(['arm64']);
    expect(byName['g4dn.xlarge']).toMatchObject({ gpus: 1 });
  });

  it('have what decides whether a machine may move to them', async () => {
    const { sizes } = await read(['m5.large', 'm4.large', 't3.micro', 'm6g.large', 'm7i.large', 'm7i-flex.large']);
    const byName = Object.fromEntries(sizes.map((size) => [size.name, size]));
    expect(byName['m5.large']).toMatchObject({
      series: 'm',
      generation: 5,
      currentGeneration: false,
      processorMaker: 'Intel',
      hypervisor: 'nitro',
      bareMetal: false,
      needsEnhancedNetworking: true,
      maxNetworkInterfaces: 3,
      volumesShareInterfaces: true,
      localStorageGiB: 0,
    });
    expect(byName['m4.large']).toMatchObject({ generation: 4, hypervisor: 'xen', needsEnhancedNetworking: false });
    expect(byName['t3.micro']).toMatchObject({ generation: 5, baselinePercentPerVcpu: 10 });
    expect(byName['m5.large']?.baselinePercentPerVcpu).toBeUndefined();
    expect(byName['m6g.large']).toMatchObject({ processorMaker: 'AWS', architectures: ['arm64'] });
    expect(byName['m7i-flex.large']).toMatchObject({
      series: 'm',
      generation: 7,
      currentGeneration: true,
      baselinePercentPerVcpu: 40,
    });
    expect(byName['m7i.large']?.volumesShareInterfaces).toBe(false);
  });

  it('of a long list of names are read from the whole list, page by page', async () => {
    const names = ['m5.large', 'c5.large', ...Array.from({ length: 120 }, (_, at) => `none${at}.large`)];
    expect((await read(names)).sizes.map(({ name }) => name).toSorted()).toEqual(['c5.large', 'm5.large']);
  });

  it('are all when none is named', async () => {
    const { sizes } = await read([]);
    expect(sizes.length).toBeGreaterThan(300);
    expect(new Set(sizes.map(({ name }) => name)).size).toBe(sizes.length);
  });

  it('that were asked for and are garbled are an error after the readable ones; others do not matter', async () => {
    const garbled = async (names: readonly string[]) => {
      const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, body }) =>
        operation === 'DescribeInstanceTypes'
          ? body.replaceAll(
              /(<instanceType>c5\.large<\/instanceType>)/g,
              '$1<memoryInfo><sizeInMiB>much</sizeInMiB></memoryInfo>',
            )
          : undefined,
      );
      const result = await read(names, proxy.url);
      await proxy.close();
      return result;
    };
    const asked = await garbled(['c5.large', 'm5.large']);
    expect(asked.sizes.map(({ name }) => name)).toEqual(['m5.large']);
    expect(asked.error).toMatchObject({ category: 'malformed', operation: 'ec2:DescribeInstanceTypes' });
    const names = ['m5.large', ...Array.from({ length: 120 }, (_, at) => `none${at}.large`)];
    expect(await garbled(names)).toMatchObject({ sizes: [{ name: 'm5.large' }] });
  });

  it('are an error when access is denied', async () => {
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeInstanceTypes' });
    expect(await read(['m5.large'])).toMatchObject({ sizes: [], error: { category: 'denied' } });
  });
});
