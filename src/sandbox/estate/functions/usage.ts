import { prefixedUsageType } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Usage } from '../usage.ts';
import type { FunctionsState, LambdaFunction } from './model.ts';
import { functionRates } from './prices.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

/** Calls, their run time, and environments that are kept ready, all under the function's ARN. */
export function* functionUsage({ functions }: FunctionsState): Generator<Usage> {
  for (const of of functions.values()) {
    yield* callUsage(of);
    yield* keptUsage(of);
  }
}

const common = ({ accountId, region }: LambdaFunction) => ({
  accountId,
  region,
  service: 'AWS Lambda',
  productCode: 'AWSLambda',
  operation: 'Invoke',
  scale: 1,
});

function* callUsage(of: LambdaFunction): Generator<Usage> {
  const { arn, region, architecture, callsPerDay, meanMs, memoryMiB, modifiedAt } = of;
  if (callsPerDay === 0) return;
  const arm = architecture === 'arm64' ? '-ARM' : '';
  const held = { resourceId: arn, from: seconds(modifiedAt), to: FOREVER };
  const meter = (name: string, rate: string, unit: string) => ({
    ...common(of),
    usageType: prefixedUsageType(region, `${name}${arm}`),
    rate: picoOf(rate),
    per: 'day' as const,
    unit,
  });
  const gibSeconds = Math.round(callsPerDay * (meanMs / 1000) * (memoryMiB / 1024));
  yield { meter: meter('Request', functionRates.request, 'Requests'), quantity: callsPerDay, ...held };
  yield {
    meter: meter('Lambda-GB-Second', functionRates.gibSecond[architecture], 'Lambda-GB-Second'),
    quantity: gibSeconds,
    ...held,
  };
}

/** An hour of an environment is 3,600 seconds of its memory. */
function* keptUsage(of: LambdaFunction): Generator<Usage> {
  const { arn, region, architecture, memoryMiB, kept } = of;
  if (kept === undefined) return;
  const arm = architecture === 'arm64' ? '-ARM' : '';
  yield {
    meter: {
      ...common(of),
      operation: 'ProvisionedConcurrency',
      usageType: prefixedUsageType(region, `Lambda-Provisioned-Concurrency${arm}`),
      rate: picoOf(functionRates.keptReadyGibSecond[architecture]),
      per: 'hour',
      unit: 'Lambda-GB-Second',
    },
    resourceId: arn,
    quantity: Math.round(kept.environments * (memoryMiB / 1024) * 3600),
    from: seconds(kept.changedAt),
    to: FOREVER,
  };
}
