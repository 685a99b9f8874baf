import { defineCheck } from '../define-check.ts';
import { autoScalingGroup } from '../ownership.ts';
import { candidatesFor } from '../rightsizing/candidates.ts';
import { cheaperBy, optionInWords, presentMachine, pricedOptions } from '../rightsizing/machine-options.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { asNow, isSuccessor } from './successor.ts';

/** The headroom of a move between equal sizes does not matter: nothing measured is compared. */
const anyHeadroom = { maxCpuPercent: 100, maxMemoryPercent: 100, maxIoPercent: 100 };

/** A machine on old hardware whose successor of the same size costs less. */
export const previousGenerationInstance = defineCheck({
  name: 'instance-previous-generation',
  ids: {
    aws: 'aws-ec2-instance-previous-generation',
    gcp: 'gcp-vm-superseded-family',
    azure: 'azure-vm-superseded-series',
  },
  kind: 'instance',
  title: 'Instance of an old generation with a cheaper successor',
  description:
    'A newer generation of the same series and processor maker has a type with as many vCPUs and as much memory that costs ' +
    'less. It does at least the same work. Whether the instance can move is a matter of drivers: for the network (ENA) its ' +
    'own record tells, for the disks (NVMe) the image has to have them, as all of the last years do.',
  savings:
    'list price of the present type minus that of its successor, for the hours that are billed, times billed cost / list ' +
    'cost of the instance (at most 1)',
  ignores: [
    'an instance whose image lacks the network driver (ENA) that the successor needs',
    'an instance with local disks: what lies on them does not move',
    'a successor that costs as much or hardly less',
    'spot instances, instances on dedicated hardware, and members of managed groups',
  ],
  evidence: {
    size: 'the present type',
    currentGeneration: 'whether the cloud still counts it as current',
    targetSize: 'the successor',
    options: 'the successor with what it saves',
    fitLoweredBy: 'what to look at before the move',
  },
  params: {
    minSavingsPercent: { default: 2, min: 0, max: 100, why: 'a difference of a few hundredths of a cent is none' },
  },
  needs: { sizes: true },
  risk: 'medium',
  action: 'instance.change-size',
  evaluate(instance, { minSavingsPercent }, context) {
    if (instance.powerState !== 'running' || instance.pricingModel !== 'on-demand') return fine();
    if (instance.managedBy !== undefined) return fine(); // its group or cluster decides
    if (instance.build?.localRoot.known === true && instance.build.localRoot.value) return fine(); // can't be stopped
    const present = presentMachine(instance, context);
    if (!present.known) return cannotTell(present.reason);
    const { size } = present.value;
    const successors = [...cheaperBy(present.value, minSavingsPercent)].filter((each) => isSuccessor(each, size));
    const { fitting } = candidatesFor(size, asNow(instance), successors, anyHeadroom);
    const [best] = pricedOptions(instance, present.value, fitting, context.costs);
    if (best === undefined) return fine();
    const { candidate } = best;
    const evidence = {
      size: size.name,
      currentGeneration: size.currentGeneration,
      targetSize: candidate.size.name,
      options: optionInWords(best),
      fitLoweredBy: candidate.fit.because.length === 0 ? null : candidate.fit.because.join('; '),
    };
    if (!instance.tags.known) return cannotTell(`tags: ${instance.tags.reason}`, evidence);
    const group = autoScalingGroup(instance.tags.value);
    return waste({
      confidence: Math.round(candidate.fit.score * 90) / 100,
      evidence,
      monthlySavings: best.saving,
      ...(group === undefined
        ? { actionParams: { sizeName: candidate.size.name } }
        : { action: 'instance-group.change-size', actionParams: { group, sizeName: candidate.size.name } }),
    });
  },
});
