import { type Fact, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { DedicatedHost } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import type { Costs } from '../pricing/costs.ts';
import { certain } from '../pricing/estimates.ts';
import { shareOf } from '../pricing/share.ts';
import { billedHours } from '../pricing/sustained-use.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A physical server bills whole, however few machines run on it. */
export const idleDedicatedHost = defineCheck({
  name: 'dedicated-host-idle',
  ids: { aws: 'aws-ec2-dedicated-host-idle', gcp: 'gcp-sole-tenant-node-underused' },
  kind: 'dedicated-host',
  title: 'Dedicated host with no or few instances',
  description:
    'A dedicated host bills by the hour for as long as it is allocated. One without instances can be released; one whose ' +
    'vCPUs are mostly free is a case for moving its instances to another host. A licence may be bound to it: ask first.',
  savings:
    'the host’s whole price for an idle one; its price x share of vCPUs that are free at most, and nothing for sure, for one with few instances',
  ignores: [
    'a host that a host reservation pays for',
    'on Google Cloud an empty node that the autoscaler of its group removes',
    'one that became idle, or was allocated, less than minDays ago',
  ],
  evidence: {
    family: 'what the host is made for',
    instances: 'instances on it',
    usedVcpuPercent: 'share of its vCPUs that instances take',
    idleDays: 'whole days since it was first seen without instances',
  },
  params: {
    minDays: { default: 7, min: 0, max: 3650, why: 'hosts are kept for a few days between two uses' },
    minUsedVcpuPercent: { default: 30, min: 0, max: 100, why: 'below a third, its instances fit beside others' },
  },
  risk: 'medium',
  action: 'dedicated-host.release',
  evaluate(host, { minDays, minUsedVcpuPercent }, { now, firstSeen, idleSince, costs }) {
    if (host.reserved) return fine();
    if (!host.attachedTo.known) return cannotTell(`instances: ${host.attachedTo.reason}`);
    const instances = host.attachedTo.value.length;
    const age = ageDays(host.createdAt, firstSeen, now, minDays);
    if (!age.known) return cannotTell(`time of its allocation: ${age.reason}`);
    if (age.value < minDays) return fine();
    const used = usedPercent(host);
    if (instances > 0 && used.known && used.value >= minUsedVcpuPercent) return fine();
    if (instances === 0 && host.removedWhenEmpty === true) return fine();
    const idle = daysSince(idleSince ?? now, now);
    const evidence = {
      family: host.family,
      instances,
      usedVcpuPercent: used.known ? rounded(used.value) : null,
      idleDays: instances === 0 && idle.known ? idle.value : null,
    };
    if (instances > 0 && !used.known) return cannotTell(`vCPUs: ${used.reason}`, evidence);
    if (!host.tags.known) return cannotTell(`tags: ${host.tags.reason}`, evidence);
    if (instances === 0) {
      // EC2 does not tell since when: a host that we saw idle for the first time may be between two uses.
      const watched = idle.known && idle.value >= minDays;
      return waste({
        confidence: watched ? 0.9 : 0.5,
        evidence,
        monthlySavings: mapFact(costOf(host, costs), certain),
      });
    }
    return waste({
      confidence: 0.4,
      evidence,
      monthlySavings: mapFact(costOf(host, costs), (cost): CostEstimate => {
        const free = shareOf(cost, 1 - (used.known ? used.value : 100) / 100, 'share of vCPUs that are free');
        return { ...free, low: shareOf(cost, 0, '').amount };
      }),
      action: 'dedicated-host.consolidate',
    });
  },
});

function usedPercent({ totalVcpus, availableVcpus }: DedicatedHost): Fact<number> {
  if (!totalVcpus.known) return totalVcpus;
  return mapFact(availableVcpus, (available) =>
    totalVcpus.value > 0 ? ((totalVcpus.value - available) * 100) / totalVcpus.value : 100,
  );
}

const costOf = (host: DedicatedHost, costs: Costs) =>
  costs.monthlyOf(host, host.scope.provider === 'gcp' ? nodeComponents(host) : hostComponents(host));

const hostComponents = (host: DedicatedHost): Fact<readonly CostComponent[]> =>
  all([component(`${host.family} host, on demand`, `host/${host.family}`.toLowerCase(), HOURS_PER_MONTH, 'hour')]);

/** A sole-tenant node is paid by its vCPUs and memory, less the discount of its series for running all month. */
function nodeComponents({ family, totalVcpus, memoryMiB, scope }: DedicatedHost): Fact<readonly CostComponent[]> {
  const memory = memoryMiB ?? unread('its memory was not told');
  if (!totalVcpus.known) return totalVcpus;
  if (!memory.known) return memory;
  const series = family.split('-')[0] ?? '';
  const hours = billedHours(scope.provider, family);
  return all([
    component(`${family}: vCPUs with their premium`, `host-vcpu/${series}`, totalVcpus.value * hours, 'vCPU-hour'),
    component(`${family}: memory with its premium`, `host-memory/${series}`, (memory.value / 1024) * hours, 'GiB-hour'),
  ]);
}
