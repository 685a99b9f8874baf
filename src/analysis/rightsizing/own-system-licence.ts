import { known, mapFact } from '../../domain/fact.ts';
import { zero } from '../../domain/money.ts';
import type { Instance } from '../../domain/resources.ts';
import { type Check, defineCheck } from '../define-check.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { changeSaving } from '../pricing/machines.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

interface Whose {
  readonly name: string;
  readonly id: string;
  readonly systems: readonly string[];
  readonly title: string;
  readonly licence: string;
  readonly minVcpus: number;
  readonly minVcpusWhy: string;
}

/** A machine that pays for the licence of its system by the hour, where its owner may have one already. */
function ownSystemLicence({ name, id, systems, title, licence, minVcpus, minVcpusWhy }: Whose): Check {
  return defineCheck({
    name,
    ids: { azure: id },
    kind: 'instance',
    title,
    description:
      `The price of the machine holds its system’s licence. Whoever owns ${licence} may use it instead, and pays what the ` +
      'same machine costs without. No API tells what licences a company owns: count them first, the finding is of what could ' +
      'be saved with them. Machines without a price with licence (dev/test subscriptions) are left alone.',
    savings:
      'price of the machine with its licence minus that of the same size without, for the hours that are billed, times billed ' +
      'cost / list cost of the instance (at most 1). `low` is nothing: without a licence of one’s own nothing is saved',
    ignores: [
      'a machine that uses a licence of its owner already',
      'machines of dev/test subscriptions: their price holds no licence',
      'a machine with fewer vCPUs than minVcpus, where its size is described',
      'spot machines, machines that do not run, members of scale sets, nodes of Kubernetes clusters',
    ],
    evidence: {
      size: 'its size',
      operatingSystem: 'its system',
      vcpus: 'vCPUs that a licence has to cover; null where its size was not described',
      licencesNeeded: 'what its owner has to own for it',
    },
    params: { minVcpus: { default: minVcpus, min: 1, max: 1000, why: minVcpusWhy } },
    needs: { sizes: true },
    risk: 'low',
    action: 'instance.use-own-licence',
    evaluate(instance, params, { costs, sizes }) {
      const { operatingSystem, tags, licence: paid } = instance;
      if (instance.powerState !== 'running' || instance.pricingModel !== 'on-demand') return fine();
      if (instance.managedBy !== undefined || (tags.known && isKubernetesNode(tags.value))) return fine();
      if (operatingSystem.known && !systems.includes(operatingSystem.value)) return fine();
      if (paid?.known === true && paid.value !== 'included') return fine();
      const vcpus = vcpusOf(instance, sizes().get(instance.sizeName)?.vcpus);
      if (vcpus !== null && vcpus < params.minVcpus) return fine();
      const evidence = {
        size: instance.sizeName,
        operatingSystem: operatingSystem.known ? operatingSystem.value : null,
        vcpus,
        licencesNeeded: licence,
      };
      if (!operatingSystem.known) return cannotTell(`operating system: ${operatingSystem.reason}`, evidence);
      if (paid === undefined) return cannotTell('how its licence is paid was not read', evidence);
      if (!paid.known) return cannotTell(`licence: ${paid.reason}`, evidence);
      if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
      return waste({
        confidence: 0.5, // it holds only for whoever owns licences that are free
        evidence,
        monthlySavings: mapFact(changeSaving(instance, { licence: known('own') }, costs), (saving) => ({
          ...saving,
          low: zero(saving.amount.currency),
        })),
      });
    },
  });
}

const vcpusOf = ({ build }: Instance, ofSize: number | undefined): number | null =>
  build?.vcpus.known === true ? build.vcpus.value : (ofSize ?? null);

export const ownWindowsLicence = ownSystemLicence({
  name: 'instance-own-windows-licence',
  id: 'azure-vm-hybrid-benefit-windows',
  systems: ['windows'],
  title: 'Windows instance that pays for a licence its owner may have already',
  licence: 'Windows Server core licences with Software Assurance or a subscription, eight cores a machine at least',
  minVcpus: 1,
  minVcpusWhy:
    'every machine takes eight core licences at least, so the largest save the most with each: raise it where licences are few',
});

export const ownLinuxLicence = ownSystemLicence({
  name: 'instance-own-linux-licence',
  id: 'azure-vm-hybrid-benefit-linux',
  systems: ['rhel', 'suse'],
  title: 'RHEL or SLES instance that pays for a subscription its owner may have already',
  licence: 'Red Hat or SUSE subscriptions that are enabled for use in the cloud',
  minVcpus: 1,
  minVcpusWhy: 'a subscription is by machine or by pairs of vCPUs, whatever the size',
});
