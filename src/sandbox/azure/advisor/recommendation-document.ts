import type { AdvisorRecommendation } from '../../provider-estate/azure/model.ts';
import { plainTime } from '../../provider-estate/azure/times.ts';

/** A recommendation as Advisor lists it. Source: Microsoft.Advisor 2023-01-01, Recommendations_List. */
export function recommendationDocument(recommendation: AdvisorRecommendation): object {
  const { name, resourceId, resourceType, recommendationTypeId, impact, problem, solution, updatedAt, extended } =
    recommendation;
  return {
    id: `${resourceId}/providers/Microsoft.Advisor/recommendations/${name}`,
    name,
    type: 'Microsoft.Advisor/recommendations',
    properties: {
      category: 'Cost',
      impact,
      impactedField: resourceType,
      impactedValue: resourceId.split('/').at(-1),
      lastUpdated: plainTime(updatedAt),
      recommendationTypeId,
      shortDescription: { problem, solution },
      extendedProperties: extended,
      resourceMetadata: { resourceId, source: resourceId },
      suppressionIds: [],
    },
  };
}
