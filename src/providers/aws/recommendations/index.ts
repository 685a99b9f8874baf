import type { Scope } from '../../../domain/ids.ts';
import type { AdviserId, Recommendation } from '../../../domain/recommendations.ts';
import type { ResourceKind } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { optimizerPermissions, optimizerRecommendations } from './compute-optimizer.ts';
import { hubPermissions, hubRecommendations } from './cost-optimization-hub.ts';
import { advisorPermissions, advisorRecommendations } from './trusted-advisor.ts';

export function readRecommendations(
  aws: AwsClient,
  adviser: AdviserId,
  scope: Scope,
  kinds: ReadonlySet<ResourceKind>,
): Promise<readonly Recommendation[]> {
  switch (adviser) {
    case 'cost-optimization-hub':
      return hubRecommendations(aws, scope);
    case 'compute-optimizer':
      return optimizerRecommendations(aws, scope, kinds);
    case 'trusted-advisor':
      return advisorRecommendations(aws, scope);
    default:
      throw new TypeError(`${adviser} is no adviser of AWS`);
  }
}

export function adviserPermissions(adviser: AdviserId, kinds: ReadonlySet<ResourceKind>): readonly string[] {
  switch (adviser) {
    case 'cost-optimization-hub':
      return hubPermissions;
    case 'compute-optimizer':
      return optimizerPermissions(kinds);
    case 'trusted-advisor':
      return advisorPermissions;
    default:
      throw new TypeError(`${adviser} is no adviser of AWS`);
  }
}
