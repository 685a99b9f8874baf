import { decimalOf, picoOf } from '../decimal.ts';
import { HOURS_PER_MONTH } from '../prices.ts';

const page = 'AWS, "Amazon SageMaker AI Pricing", us-east-1, as of 2026-11';

interface Rate {
  readonly hour: string;
  readonly source: string;
}

const rate = (hour: string, source = page): Rate => ({ hour, source });

/** USD an hour for machines of notebooks and of Studio; the sandbox's list has us-east-1's in every region. */
export const notebookRates: Readonly<Record<string, Rate>> = {
  'ml.t3.medium': rate('0.05'),
  'ml.t3.xlarge': rate('0.2'),
  'ml.m5.xlarge': rate('0.23'),
  'ml.g4dn.xlarge': rate('0.7364'),
};

/** The same for endpoints. `ml.m5.xlarge` and `ml.m5.2xlarge` as the AWS price list had them in 2026-09. */
export const endpointRates: Readonly<Record<string, Rate>> = {
  'ml.m5.large': rate('0.115'),
  'ml.m5.xlarge': rate('0.23', 'AWS price list of AmazonSageMaker, USE1-Host:ml.m5.xlarge, 2026-09'),
  'ml.m5.2xlarge': rate('0.461', 'AWS price list of AmazonSageMaker, USE1-Host:ml.m5.2xlarge, 2026-09'),
  'ml.g4dn.xlarge': rate('0.7364'),
  'ml.g5.xlarge': rate('1.408'),
};

/** A model unit of the sandbox's own models, without a term and with one: invented figures of the real size. */
export const unitRates = {
  hour: '23.5',
  committedHour: '18.1',
  source: 'invented: no list tells model units apart by model',
} as const;

export const monthOf = (hour: string, count = 1): string => decimalOf(picoOf(hour) * BigInt(HOURS_PER_MONTH * count));
