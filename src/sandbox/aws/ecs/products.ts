import { prefixedUsageType } from '../../estate/billing-names.ts';
import { clusterRates, taskRates } from '../../estate/containers/prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Fargate tasks and EKS control planes, in every region that has prices. */
export function* containerProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const architecture of ['x86_64', 'arm64'] as const) {
      const { vcpuHour, gibHour } = taskRates[region]![architecture];
      const arm = architecture === 'arm64' ? 'ARM-' : '';
      yield taskProduct(region, `Fargate-${arm}vCPU-Hours:perCPU`, { cputype: 'perCPU' }, vcpuHour, 'vCPU');
      yield taskProduct(region, `Fargate-${arm}GB-Hours`, { memorytype: 'perGB' }, gibHour, 'GB of memory');
    }
    yield clusterProduct(region, 'perCluster', 'CreateOperation', clusterRates.hour);
    yield clusterProduct(region, 'extendedSupport', 'ExtendedSupport', clusterRates.extendedHour);
  }
}

function taskProduct(
  region: string,
  usage: string,
  what: Readonly<Record<string, string>>,
  usd: string,
  text: string,
): Product {
  return product({
    serviceCode: 'AmazonECS',
    productFamily: 'Compute',
    attributes: {
      ...placeAttributes(region),
      ...what,
      tenancy: 'Shared',
      usagetype: prefixedUsageType(region, usage),
      operation: 'FargateTask',
      servicecode: 'AmazonECS',
      servicename: 'Amazon Elastic Container Service',
    },
    unit: 'hours',
    description: `AWS Fargate - ${text} - ${region}`,
    usd,
  });
}

function clusterProduct(region: string, usage: string, operation: string, usd: string): Product {
  return product({
    serviceCode: 'AmazonEKS',
    productFamily: 'Compute',
    attributes: {
      ...placeAttributes(region),
      tiertype: operation === 'ExtendedSupport' ? 'HAExtended' : 'HAStandard',
      usagetype: prefixedUsageType(region, `AmazonEKS-Hours:${usage}`),
      operation,
      servicecode: 'AmazonEKS',
      servicename: 'Amazon Elastic Container Service for Kubernetes',
    },
    unit: 'Hours',
    description: `Amazon EKS cluster usage in ${region}`,
    usd,
  });
}
