import type { z } from 'zod';

import type { StoredFinding } from '../../domain/findings.ts';
import { moneyDocument } from '../../domain/money.ts';
import type { finding } from './finding.schema.ts';

export function findingDocument(of: StoredFinding): z.infer<typeof finding> {
  const estimate = of.monthlySavings.known ? of.monthlySavings.value : undefined;
  return {
    id: of.id,
    checkId: of.checkId,
    provider: of.scope.provider,
    accountId: of.scope.accountId,
    region: of.scope.regionId,
    resourceType: of.resourceType,
    resourceKind: of.resourceKind,
    resourceId: of.resourceId,
    resourceName: of.resourceName ?? null,
    title: of.title,
    verdict: of.verdict,
    reason: of.reason ?? null,
    evidence: { ...of.evidence },
    monthlySavings: estimate ? moneyDocument(estimate.amount) : null,
    monthlySavingsLow: estimate ? moneyDocument(estimate.low) : null,
    monthlySavingsHigh: estimate ? moneyDocument(estimate.high) : null,
    savingsBasis: estimate?.basis ?? null,
    savingsUnknown: of.monthlySavings.known ? null : of.monthlySavings.reason,
    countsTowardsTotal: of.countsTowardsTotal,
    confidence: of.confidence,
    risk: of.risk,
    action: { kind: of.action.kind, params: { ...of.action.params } },
    status: of.status,
    owner: of.owner ?? null,
    managedBy: of.managedBy ?? null,
    firstSeen: of.firstSeen,
    lastSeen: of.lastSeen,
    resolvedAt: of.resolvedAt ?? null,
    suppression: of.suppression ? { until: of.suppression.until, reason: of.suppression.reason } : null,
  };
}
