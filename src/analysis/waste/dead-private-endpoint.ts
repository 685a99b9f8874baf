import { mapFact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** An entrance to a service that is gone, or that did not let it in. */
export const deadPrivateEndpoint = defineCheck({
  name: 'private-endpoint-disconnected',
  ids: { azure: 'azure-private-endpoint-orphaned' },
  kind: 'private-endpoint',
  title: 'Private endpoint whose service is gone or refused it',
  description:
    'A private endpoint bills by the hour, also when the service behind it was deleted (disconnected) or its owner refused the ' +
    'connection. Such a connection never comes back: a new endpoint is made instead.',
  savings: 'its cost as billed, else its price by the hour x 730',
  ignores: ['an approved connection, and one that waits for its approval', 'one made less than minDays ago'],
  evidence: { connection: 'state of the connection', serviceName: 'what it led to' },
  params: { minDays: { default: 7, min: 0, max: 3650, why: 'a refusal may be a mistake that is mended within days' } },
  risk: 'low',
  action: 'private-endpoint.delete',
  evaluate(endpoint, { minDays }, { now, firstSeen, costs }) {
    const { connection, serviceName, tags, createdAt } = endpoint;
    if (connection !== 'rejected' && connection !== 'disconnected') return fine();
    const evidence = { connection, serviceName };
    const age = ageDays(createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    return waste({
      confidence: 0.9,
      evidence,
      monthlySavings: mapFact(
        costs.monthlyOf(
          endpoint,
          all([component('private endpoint', 'private-endpoint/interface', HOURS_PER_MONTH, 'hour')]),
        ),
        certain,
      ),
    });
  },
});
