import { skuFamily } from '../define-price-family.ts';

/**
 * `commitment-vcpu/<family>/<1y|3y>` per vCPU-hour and `commitment-memory/<family>/<1y|3y>` per GiB-hour: what a
 * resource-based commitment costs whether it is used or not. Source of the names: Cloud Billing catalogue, Compute Engine
 * (N1's commitments name no family).
 */
export const commitmentPrices = skuFamily(
  'commitments',
  ['commitment', 'instance'],
  (['Commit1Yr', 'Commit3Yr'] as const).map((usageType) => ({
    service: 'compute' as const,
    usageType,
    pattern: /^Commitment v1: (?:([A-Z]\d+[A-Z]*) )?(?:AMD |Arm |ARM )?(Cpu|Ram) in /,
    item: ([, family = 'n1', of = '']: RegExpExecArray) =>
      `commitment-${of === 'Cpu' ? 'vcpu' : 'memory'}/${family.toLowerCase()}/${usageType === 'Commit1Yr' ? '1y' : '3y'}`,
    unit: ([, , of = '']: RegExpExecArray) => (of === 'Cpu' ? 'vCPU-hour' : 'GiB-hour'),
  })),
);
