import type { Operation } from '../wire/call.ts';
import { existingSubscription } from '../resources/existing.ts';
import { listDocument } from '../wire/paging.ts';
import { recommendationDocument } from './recommendation-document.ts';

/** Advisor: the estate's recommendations are all of the category Cost. */
export const advisorOperations: readonly Operation[] = [
  {
    service: 'advisor',
    id: 'Recommendations_List',
    action: 'Microsoft.Advisor/recommendations/read',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Advisor/recommendations',
    run(call) {
      const { id } = existingSubscription(call);
      const [, category] = /Category\s+eq\s+'([^']+)'/i.exec(call.query('$filter') ?? '') ?? [];
      const others = category !== undefined && category.toLowerCase() !== 'cost';
      const its = others ? [] : call.world.estate.recommendations.filter(({ accountId }) => accountId === id);
      return listDocument(call, its, recommendationDocument);
    },
  },
];
