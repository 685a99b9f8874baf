import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** `USE1-Host:ml.m5.xlarge`, `EU-Notebk:ml.t3.medium`, `EUC1-Studio:JupyterLab-ml.m5.xlarge`. */
const usage = /^(?:[A-Z]{2,4}\d{0,2}-)?(?:(Host|Notebk):|Studio:(\w+)-)(ml\.[\w-]+\.\w+)$/;

/**
 * SageMaker machines: `model-endpoint/<size>`, `notebook/notebook-instance/<size>` and `notebook/<application>/<size>` of
 * Studio, per hour. They are told apart by usage type, which all products have.
 */
export const machineLearningPrices: PriceFamily = {
  name: 'machine-learning',
  kinds: ['notebook', 'model-endpoint'],
  questions: () => [{ serviceCode: 'AmazonSageMaker', filters: [is('productFamily', 'ML Instance')] }],
  items(product) {
    const [, use, application, size] = usage.exec(product.attributes['usagetype'] ?? '') ?? [];
    if (size === undefined) return [];
    if (use === 'Host') return itemPrice(`model-endpoint/${size}`, product);
    return itemPrice(`notebook/${application?.toLowerCase() ?? 'notebook-instance'}/${size}`, product);
  },
};
