import { familyState } from '../../estate/family.ts';
import { functionsFamily } from '../../estate/functions/family.ts';
import type { LambdaFunction, MemoryAdvice } from '../../estate/functions/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { computeOptimizerProfile } from './profile.ts';

/** The part of Compute Optimizer that tells of the memory of functions. */
export const functionMemoryModule: ServiceModule = {
  id: 'compute-optimizer',
  profile: computeOptimizerProfile,
  operations: documentOperations({ GetLambdaFunctionRecommendations: getLambdaFunctionRecommendations }),
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

/** GetLambdaFunctionRecommendations: of the calling account and region, or of the functions that are named. */
function getLambdaFunctionRecommendations(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const arns = input.texts('functionArns');
  if (input.texts('accountIds').some((id) => id !== call.accountId))
    throw invalid('Only the calling account is enrolled.');
  const filters = input.children('filters').map((filter) => ({
    name: filter.oneOf('name', ['Finding', 'FindingReasonCode']),
    values: filter.texts('values'),
  }));
  const fits = ({ finding, reasons }: MemoryAdvice): boolean =>
    filters.every(({ name, values }) => (name === 'Finding' ? [finding] : reasons).some((one) => values.includes(one)));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['functions', arns, filters]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 0, max: 1000 }) ?? 100,
    items: (after) =>
      call.world.index
        .of(familyState(call.world.estate, functionsFamily).functions)
        .resources(call.accountId, call.region, after),
    keep: ({ arn, advice }) => advice !== undefined && fits(advice) && (arns.length === 0 || arns.includes(arn)),
    positionOf: ({ arn }) => arn,
    badToken: () => invalid('The next token is invalid.'),
  });
  return {
    lambdaFunctionRecommendations: items.map((of) => documentOf(of, of.advice!, call.world.estate.generatedAt)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function documentOf(
  of: LambdaFunction,
  { finding, reasons, usedMiB, option }: MemoryAdvice,
  refreshedAt: number,
): object {
  const metric = (name: string, statistic: string, value: number) => ({ name, statistic, value });
  return {
    functionArn: `${of.arn}:$LATEST`,
    functionVersion: '$LATEST',
    accountId: of.accountId,
    currentMemorySize: of.memoryMiB,
    numberOfInvocations: of.callsPerDay * 14,
    utilizationMetrics: [
      metric('Duration', 'Average', of.meanMs),
      metric('Duration', 'Maximum', of.meanMs * 4),
      metric('Memory', 'Average', Math.round(usedMiB * 0.8)),
      metric('Memory', 'Maximum', usedMiB),
    ],
    lookbackPeriodInDays: 14,
    lastRefreshTimestamp: new Timestamp(refreshedAt),
    finding,
    findingReasonCodes: reasons,
    memorySizeRecommendationOptions:
      option === undefined
        ? []
        : [
            {
              rank: 1,
              memorySize: option.memoryMiB,
              projectedUtilizationMetrics: [
                metric('Duration', 'LowerBound', option.leastMs),
                metric('Duration', 'UpperBound', option.mostMs),
                metric('Duration', 'Expected', option.expectedMs),
              ],
            },
          ],
    currentPerformanceRisk: reasons.includes('MemoryUnderprovisioned') ? 'Medium' : 'VeryLow',
    tags: [],
  };
}
