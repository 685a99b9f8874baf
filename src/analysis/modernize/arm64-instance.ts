import { known } from '../../domain/fact.ts';
import { defineCheck } from '../define-check.ts';
import { doesNothing } from '../idle-machine.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { autoScalingGroup } from '../ownership.ts';
import { candidatesFor } from '../rightsizing/candidates.ts';
import { cheaperBy, optionInWords, presentMachine, pricedOptions } from '../rightsizing/machine-options.ts';
import { windowParams } from '../rightsizing/machine-window.ts';
import { runningDays } from '../running-days.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { asNow, isCounterpart } from './successor.ts';

const anyHeadroom = { maxCpuPercent: 100, maxMemoryPercent: 100, maxIoPercent: 100 };
const systems: readonly string[] = ['linux', 'rhel', 'suse'];

/** An x86 machine whose arm64 counterpart costs less, for software that can be built for it. */
export const arm64Instance = defineCheck({
  name: 'instance-arm64',
  ids: { aws: 'aws-ec2-instance-graviton' },
  kind: 'instance',
  title: 'x86 instance with a cheaper arm64 counterpart',
  description:
    'The region has an arm64 (Graviton) type of the same series, vCPUs and memory that costs less. Moving takes an image and ' +
    'software for that architecture, so that this is a project to plan and no change to apply: open-source runtimes mostly ' +
    'just run, closed software may not. What runs on the instance is not read, and the confidence says so.',
  savings:
    'list price of the present type minus that of its arm64 counterpart, for the hours that are billed, times billed cost / ' +
    'list cost of the instance (at most 1)',
  ignores: [
    'Windows, and systems with included database licences',
    'an instance whose CPU is nearly full: it may need another size there',
    'an idle instance, and one that was started within the window',
    'a counterpart of older hardware',
    'spot instances and instances on dedicated hardware',
  ],
  evidence: {
    size: 'the present type',
    p99CpuPercent: 'p99 of the highest CPU use of each hour',
    cpuCoverage: 'share of the CPU samples that there are, 0 to 1',
    targetSize: 'the arm64 counterpart',
    options: 'the counterpart with what it saves',
    fitLoweredBy: 'what to look at before the move',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 80, min: 1, max: 100, why: 'a fifth stays free for vCPUs that do other work' },
    minSavingsPercent: { default: 5, min: 0, max: 100, why: 'less does not pay for a rebuild' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'network-bytes'], sizes: true },
  risk: 'high',
  action: 'instance.rebuild-for-arm64',
  evaluate(instance, params, context) {
    const { now, digest } = context;
    const { architecture, operatingSystem, software } = instance;
    if (instance.powerState !== 'running' || instance.pricingModel !== 'on-demand') return fine();
    if (architecture.known && architecture.value !== 'x86_64') return fine();
    if (operatingSystem.known && !systems.includes(operatingSystem.value)) return fine();
    if (software?.known === true && software.value !== 'none') return fine();
    if (!architecture.known) return cannotTell(`architecture: ${architecture.reason}`);
    const running = runningDays(instance, now);
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < params.lookbackDays) return fine();
    if (doesNothing(digest('cpu-percent-maximum'), digest('network-bytes'))) return fine();

    const present = presentMachine(instance, context);
    if (!present.known) return cannotTell(present.reason);
    const { size } = present.value;
    const counterparts = [...cheaperBy(present.value, params.minSavingsPercent)].filter((each) =>
      isCounterpart(each, size, 'arm64'),
    );
    // The image is a new one anyway: drivers that the present one lacks do not matter.
    const demand = { ...asNow(instance), enhancedNetworking: known(true) };
    const { fitting } = candidatesFor(size, demand, counterparts, anyHeadroom);
    const [best] = pricedOptions(instance, present.value, fitting, context.costs);
    if (best === undefined) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    if (cpu.known && cpu.value.peak > params.maxCpuPercent) return fine();
    const { candidate } = best;
    const evidence = {
      size: size.name,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
      targetSize: candidate.size.name,
      options: optionInWords(best),
      fitLoweredBy: candidate.fit.because.join('; ') || null,
    };
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!instance.tags.known) return cannotTell(`tags: ${instance.tags.reason}`, evidence);
    const group = autoScalingGroup(instance.tags.value);
    const actionParams = { sizeName: candidate.size.name };
    return waste({
      confidence: Math.round(candidate.fit.score * 60) / 100,
      evidence,
      monthlySavings: best.saving,
      ...(group === undefined
        ? { actionParams }
        : { action: 'instance-group.rebuild-for-arm64', actionParams: { group, ...actionParams } }),
    });
  },
});
