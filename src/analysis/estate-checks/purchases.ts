import type { Recommendation } from '../../domain/recommendations.ts';

/** Words for an amount an hour, and for machines or units. AWS says `Purchase…`; Azure Advisor and Recommender write a text. */
const SPEND = /savings? ?plan|spend[- ]?based|flexible commit/i;
const USAGE = /reserved|reservation|commitment|committed[- ]use/i;

/**
 * What a recommendation says should be bought; undefined for one about a resource. Sources: Azure Advisor, "Cost
 * recommendations"; Recommender, `UsageCommitmentRecommender` and `SpendBasedCommitmentRecommender`.
 */
export function purchaseOf({
  action,
  recommended = '',
  resourceType,
}: Pick<Recommendation, 'action' | 'recommended' | 'resourceType'>): 'usage' | 'spend' | undefined {
  const text = `${resourceType} ${action} ${recommended}`;
  if (/savings? ?plan|spendbasedcommitment/i.test(text)) return 'spend';
  if (action.startsWith('Purchase')) return 'usage';
  // A reserved disk is one that a machine keeps: only texts of purchases say how to pay.
  if (/usagecommitment|compute\.commitment/i.test(text)) return 'usage';
  const buys = /\b(buy|purchas\w*|consider)\b/i.test(text) || /reserved (instance|capacity)/i.test(text);
  if (!buys) return undefined;
  return SPEND.test(text) ? 'spend' : USAGE.test(text) ? 'usage' : undefined;
}
