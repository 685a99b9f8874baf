import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice, perPart } from '../retail-units.ts';

/** `app-plan/<size>/<os>` per hour of one machine: `app-plan/p1v3/linux`. */
export const appPlanPrices: PriceFamily = {
  name: 'app plans',
  kinds: ['app-plan'],
  *questions() {
    yield { serviceName: 'Azure App Service' };
  },
  items(row) {
    const { productName, skuName, meterName, unitOfMeasure } = row;
    // Certificates, domains and stamps of isolated environments are meters of the same service.
    if (!/\bPlan\b/i.test(productName) || !/^1 hour$/i.test(unitOfMeasure) || /stamp|fee/i.test(meterName)) return [];
    const size = skuName.toLowerCase().replaceAll(' ', '');
    if (!/^(b|s|p|i)\d+(m?v\d)?$/.test(size)) return [];
    return itemPrice(`app-plan/${size}/${/linux/i.test(productName) ? 'linux' : 'windows'}`, row);
  },
};

/**
 * `function-plan-vcpu/premium` per vCPU-hour and `function-plan-memory/premium` per GiB-hour of machines that are kept
 * ready; `function-time/consumption` per GiB-second and `function-requests/consumption` per call, beyond the free grant.
 */
export const functionPrices: PriceFamily = {
  name: 'functions',
  kinds: ['app-plan'],
  *questions() {
    yield { serviceName: 'Functions' };
  },
  items(row) {
    const { productName, meterName } = row;
    if (productName === 'Premium Functions') {
      if (meterName === 'Premium vCPU Duration')
        return itemPrice('function-plan-vcpu/premium', row, { unit: 'vCPU-hour' });
      return meterName === 'Premium Memory Duration'
        ? itemPrice('function-plan-memory/premium', row, { unit: 'GiB-hour' })
        : [];
    }
    if (productName !== 'Functions') return [];
    if (meterName === 'Standard Execution Time')
      return itemPrice('function-time/consumption', row, { unit: 'GiB-second' });
    // The list has the price of ten calls.
    return meterName === 'Standard Total Executions' && row.unitOfMeasure === '10'
      ? itemPrice('function-requests/consumption', perPart(row, '10'), { unit: 'request' })
      : [];
  },
};

/** `cluster/kubernetes` per hour of a control plane with an uptime agreement (tier `standard`); `free` costs nothing. */
export const kubernetesPrices: PriceFamily = {
  name: 'kubernetes',
  kinds: ['container-cluster'],
  *questions() {
    yield { serviceName: 'Azure Kubernetes Service', anywhere: true };
  },
  items(row) {
    if (/^Standard Uptime SLA$/i.test(row.meterName)) return itemPrice('cluster/kubernetes', row);
    return /^Standard Long Term Support$/i.test(row.meterName)
      ? itemPrice('cluster-extended-support/kubernetes', row)
      : [];
  },
};
