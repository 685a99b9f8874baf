import { unread } from '../../domain/fact.ts';
import type { AuditTrail, TrailCopy } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** The first copy of management events is free; each further one is paid by the event. */
export const duplicateAuditTrail = defineCheck({
  name: 'audit-trail-duplicate',
  ids: { aws: 'aws-cloudtrail-duplicate-trails' },
  kind: 'audit-trail',
  title: 'Trail that records management events which another one records already',
  description:
    'The first copy of management events in a region is free, every further one is billed by the event, and so is what it ' +
    'stores. Of several trails, that of the organisation is kept, then one of all regions, then the first by name; the ' +
    'others are reported. A trail may be there for an audit or another team: ask before it is stopped.',
  savings: 'unknown: the bill of events names no trail, only the account and region',
  ignores: [
    'the trail that would be kept, and an organisation’s trail always',
    'a trail that does not log, or records no management events',
  ],
  evidence: {
    otherCopies: 'other trails that record management events here',
    keptTrail: 'the one that would be kept',
    multiRegion: 'whether this one records all regions',
  },
  params: {},
  risk: 'high',
  action: 'audit-trail.stop',
  evaluate(trail) {
    if (trail.organization) return fine();
    if (trail.logging.known && !trail.logging.value) return fine();
    if (trail.selection.known && trail.selection.value.managementEvents === 'none') return fine();
    if (trail.otherCopies.known && trail.otherCopies.value.length === 0) return fine();
    if (!trail.logging.known) return cannotTell(`status: ${trail.logging.reason}`);
    if (!trail.selection.known) return cannotTell(`event selectors: ${trail.selection.reason}`);
    if (!trail.otherCopies.known) return cannotTell(`other trails: ${trail.otherCopies.reason}`);
    const kept = [copyOf(trail), ...trail.otherCopies.value].reduce(better);
    if (kept.trailId === trail.resourceId) return fine();
    return waste({
      confidence: 0.7,
      evidence: {
        otherCopies: trail.otherCopies.value.length,
        keptTrail: kept.trailId,
        multiRegion: trail.multiRegion,
      },
      monthlySavings: unread('the bill of events names no trail: how many of them are its own is not known'),
    });
  },
});

const copyOf = ({ resourceId, organization, multiRegion }: AuditTrail): TrailCopy => ({
  trailId: resourceId,
  organization,
  multiRegion,
});

function better(a: TrailCopy, b: TrailCopy): TrailCopy {
  if (a.organization !== b.organization) return a.organization ? a : b;
  if (a.multiRegion !== b.multiRegion) return a.multiRegion ? a : b;
  return a.trailId <= b.trailId ? a : b;
}
