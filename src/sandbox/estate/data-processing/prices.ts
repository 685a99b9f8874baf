/**
 * What EMR costs an hour on top of a machine, USD, us-east-1; the sandbox's list has it in every region. Source: AWS,
 * "Amazon EMR Pricing", as of 2026-11: a quarter of the machine's price in us-east-1.
 */
export const feeRates: Readonly<Record<string, string>> = {
  'm5.xlarge': '0.048',
  'm5.2xlarge': '0.096',
  'r5.xlarge': '0.063',
  'r5.2xlarge': '0.126',
};
