import { describe, expect, it } from 'vitest';
import type { PriceFamily } from '../../../src/providers/aws/define-price-family.ts';
import { kubernetesPrices, taskPrices } from '../../../src/providers/aws/price-families/containers.ts';
import { processingPrices } from '../../../src/providers/aws/price-families/data-processing.ts';
import { desktopPrices } from '../../../src/providers/aws/price-families/desktops.ts';
import { functionPrices } from '../../../src/providers/aws/price-families/functions.ts';
import { machineLearningPrices } from '../../../src/providers/aws/price-families/machine-learning.ts';
import type { ListedProduct } from '../../../src/providers/aws/price-items.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

const families = [taskPrices, kubernetesPrices, functionPrices, machineLearningPrices, processingPrices, desktopPrices];

describe('prices of containers, functions, machine learning, data processing and desktops', () => {
  it.each(['us-east-1', 'eu-central-1'])('in %s are exact, in our units, each item once', async (regionId) => {
    const cloud = await SandboxCloud.start();
    const connection = cloud.connect();
    const told: Record<string, string> = {};
    try {
      for (const { name } of families) {
        for await (const { prices } of connection.prices(regionId, name, new Map())) {
          for (const { item, listPrice } of prices) {
            expect(told).not.toHaveProperty([item]);
            told[item] = `${listPrice.amount} ${listPrice.currency}/${listPrice.unit}`;
          }
        }
      }
    } finally {
      await connection.close();
      await cloud.close();
    }
    const near = regionId === 'us-east-1';
    expect(told).toMatchObject({
      'task-vcpu/linux/x86_64': `${near ? '0.04048' : '0.04656'} USD/vCPU-hour`,
      'task-memory/linux/arm64': `${near ? '0.00356' : '0.00409'} USD/GiB-hour`,
      'cluster/kubernetes': '0.1 USD/hour',
      'cluster-extended-support/kubernetes': '0.5 USD/hour',
      'function-time/x86_64': '0.0000166667 USD/GiB-second',
      'function-requests/arm64': '0.0000002 USD/request',
      'function-kept-ready/arm64': '0.0000033334 USD/GiB-second',
      'notebook/notebook-instance/ml.t3.medium': '0.05 USD/hour',
      'notebook/jupyterlab/ml.t3.medium': '0.05 USD/hour',
      'model-endpoint/ml.m5.xlarge': '0.23 USD/hour',
      'processing-fee/m5.xlarge': '0.048 USD/hour',
      'desktop-always-on/standard/windows/included/80-50': '35 USD/month',
      'desktop-auto-stop/standard/windows/included/80-50': '9.75 USD/month',
      'desktop-hours/standard/windows/included': '0.3 USD/hour',
    });
  });

  const itemsOf = (family: PriceFamily, attributes: Readonly<Record<string, string>>, unit = 'Hrs') => {
    const product: ListedProduct = { productFamily: undefined, attributes, unit, amount: '1.0000000000', steps: [] };
    return family.items(product).map(({ item }) => item);
  };

  it.each`
    family                   | usagetype                                     | item
    ${taskPrices}            | ${'USE1-Fargate-vCPU-Hours:perCPU'}           | ${['task-vcpu/linux/x86_64']}
    ${taskPrices}            | ${'EUC1-Fargate-ARM-GB-Hours'}                | ${['task-memory/linux/arm64']}
    ${taskPrices}            | ${'USE1-Fargate-Windows-OS-Hours:perCPU'}     | ${['task-licence/windows']}
    ${taskPrices}            | ${'USE1-Fargate-EphemeralStorage-GB-Hours'}   | ${['task-storage']}
    ${taskPrices}            | ${'USE1-SpotUsage-Fargate-vCPU-Hours:perCPU'} | ${[]}
    ${taskPrices}            | ${'USE1-ECS-Anywhere-Instance-hours'}         | ${[]}
    ${kubernetesPrices}      | ${'USE1-AmazonEKS-Hours:perCluster'}          | ${['cluster/kubernetes']}
    ${kubernetesPrices}      | ${'USE1-AmazonEKS-Hours:extendedSupport'}     | ${['cluster-extended-support/kubernetes']}
    ${kubernetesPrices}      | ${'USE1-EKS-Auto:c5.large'}                   | ${[]}
    ${machineLearningPrices} | ${'USE1-Host:ml.m5.xlarge'}                   | ${['model-endpoint/ml.m5.xlarge']}
    ${machineLearningPrices} | ${'Notebk:ml.t3.medium'}                      | ${['notebook/notebook-instance/ml.t3.medium']}
    ${machineLearningPrices} | ${'EUC1-Studio:KernelGateway-ml.g4dn.xlarge'} | ${['notebook/kernelgateway/ml.g4dn.xlarge']}
    ${machineLearningPrices} | ${'USE1-Host:VolumeUsage.gp2'}                | ${[]}
    ${machineLearningPrices} | ${'USE1-AsyncInf:ml.m5.xlarge'}               | ${[]}
  `('$usagetype is $item', ({ family, usagetype, item }) => {
    expect(itemsOf(family, { usagetype })).toEqual(item);
  });

  it('of functions go by group', () => {
    expect(itemsOf(functionPrices, { group: 'AWS-Lambda-Duration-ARM' }, 'Lambda-GB-Second')).toEqual([
      'function-time/arm64',
    ]);
    expect(itemsOf(functionPrices, { group: 'AWS-Lambda-Edge-Duration' }, 'Lambda-GB-Second')).toEqual([]);
    expect(itemsOf(functionPrices, { group: 'toString' }, 'Lambda-GB-Second')).toEqual([]);
  });

  it.each`
    change                                   | unit       | item
    ${{}}                                    | ${'Month'} | ${['desktop-always-on/power/windows/included/175-100']}
    ${{ runningMode: 'AutoStop' }}           | ${'Month'} | ${['desktop-auto-stop/power/windows/included/175-100']}
    ${{ runningMode: 'AutoStop' }}           | ${'Hour'}  | ${['desktop-hours/power/windows/included']}
    ${{ license: 'Bring Your Own License' }} | ${'Month'} | ${['desktop-always-on/power/windows/own/175-100']}
    ${{ storage: '' }}                       | ${'Month'} | ${[]}
    ${{ license: 'None' }}                   | ${'Month'} | ${[]}
  `('of a desktop with $change by the $unit is $item', ({ change, unit, item }) => {
    const power = {
      bundle: 'Power',
      operatingSystem: 'Windows',
      license: 'Included',
      runningMode: 'AlwaysOn',
      storage: 'Root:175 GB,User:100 GB',
    };
    expect(itemsOf(desktopPrices, { ...power, ...change }, unit)).toEqual(item);
  });
});
