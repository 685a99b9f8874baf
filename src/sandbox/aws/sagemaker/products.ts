import { prefixedUsageType } from '../../estate/billing-names.ts';
import { endpointRates, notebookRates } from '../../estate/machine-learning/prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Machines of notebooks, of Studio's applications and of endpoints, in every region that has prices. */
export function* machineLearningProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const [type, { hour }] of Object.entries(notebookRates)) {
      yield machine(region, `Notebk:${type}`, type, 'Notebook', hour);
      for (const app of ['JupyterLab', 'KernelGateway']) {
        yield machine(region, `Studio:${app}-${type}`, type, `Studio-${app}`, hour);
      }
    }
    for (const [type, { hour }] of Object.entries(endpointRates))
      yield machine(region, `Host:${type}`, type, 'Hosting', hour);
  }
}

function machine(region: string, usage: string, instanceName: string, component: string, usd: string): Product {
  return product({
    serviceCode: 'AmazonSageMaker',
    productFamily: 'ML Instance',
    attributes: {
      ...placeAttributes(region),
      instanceName,
      component,
      platoinstancetype: component,
      usagetype: prefixedUsageType(region, usage),
      operation: 'RunInstance',
      servicecode: 'AmazonSageMaker',
      servicename: 'Amazon SageMaker',
    },
    unit: 'Hrs',
    description: `$${usd} per ${component} ${instanceName} hour in ${region}`,
    usd,
  });
}
