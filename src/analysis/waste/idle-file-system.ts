import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { fileSystemCost } from '../pricing/file-systems.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A network file system that nobody has mounted for the whole window, or that nobody can mount. */
export const idleElasticFileSystem = defineCheck({
  name: 'file-system-idle',
  ids: { aws: 'aws-efs-idle' },
  kind: 'file-system',
  title: 'File system that nobody mounts',
  description:
    'It bills for what it holds whether or not somebody reads it. Reported where no client was connected on any day of the ' +
    'window, or where it has no mount target, without which nobody can reach it. A copy is kept when it is deleted.',
  savings:
    'the whole cost of the file system as billed, else what it stores by class and what it provisions, at list price',
  ignores: [
    'a file system with a client on any day of the window',
    'one made less than lookbackDays ago',
    'one of which a day is missing among the samples',
  ],
  evidence: {
    mountTargets: 'ways in',
    maxClients: 'clients that were connected on the busiest day, counted again with each connection',
    sizeGiB: 'GiB that it holds in all classes',
    ageDays: 'whole days since it was made',
  },
  params: windowParams(30, 'a month holds a monthly job'),
  needs: { metrics: ['file-clients-maximum', 'file-bytes'] },
  risk: 'high',
  action: 'file-system.backup-and-delete',
  evaluate(system, params, { now, firstSeen, digest, costs }) {
    if (system.flavor !== 'elastic') return fine();
    const age = ageDays(system.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const { mountTargets } = system;
    const unreachable = mountTargets.known && mountTargets.value === 0;
    const clients = highest(digest('file-clients-maximum'), params, now);
    const bytes = busiestDay(digest('file-bytes'), params, now);
    if (!unreachable && (exceeds(clients, 0) || exceeds(bytes, 0))) return fine();
    const evidence = {
      mountTargets: mountTargets.known ? mountTargets.value : null,
      maxClients: clients.known ? clients.value.peak : null,
      sizeGiB: rounded(system.sizeGiB),
      ageDays: age.known ? age.value : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = unreachable ? undefined : (gapIn(clients, params.minCoverage) ?? gapIn(bytes, params.minCoverage));
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: unreachable ? 0.9 : 0.8,
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(system, fileSystemCost(system)), certain),
    });
  },
});

/** A provisioned file server from which nothing was read and to which nothing was written. */
export const idleManagedFileSystem = defineCheck({
  name: 'file-server-idle',
  ids: { aws: 'aws-fsx-idle' },
  kind: 'file-system',
  title: 'File server without reads and writes',
  description:
    'A managed file server bills for the size and throughput that were provisioned, used or not. Reported where not a byte ' +
    'was read or written on any day of the window. A backup is kept when it is deleted.',
  savings:
    'the whole cost as billed, else the provisioned storage at list price (its throughput is not counted: a lower bound)',
  ignores: [
    'a server with a byte read or written on any day of the window',
    'one made less than lookbackDays ago',
    'one of which a day is missing among the samples',
  ],
  evidence: {
    maxBytesPerDay: 'bytes read and written on the busiest day',
    sizeGiB: 'GiB provisioned',
    ageDays: 'whole days since it was made',
  },
  params: windowParams(30, 'a month holds a monthly job'),
  needs: { metrics: ['file-bytes'] },
  risk: 'high',
  action: 'file-system.backup-and-delete',
  evaluate(system, params, { now, firstSeen, digest, costs }) {
    if (system.flavor === 'elastic') return fine();
    const age = ageDays(system.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const bytes = busiestDay(digest('file-bytes'), params, now);
    if (exceeds(bytes, 0)) return fine();
    const evidence = {
      maxBytesPerDay: bytes.known ? bytes.value.peak : null,
      sizeGiB: rounded(system.sizeGiB),
      ageDays: age.known ? age.value : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(bytes, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.85,
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(system, fileSystemCost(system)), certain),
    });
  },
});
