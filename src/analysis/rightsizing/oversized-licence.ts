import type { Software } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { changeSaving } from '../pricing/machines.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Dearest first. */
const editions: readonly Software[] = ['sql-enterprise', 'sql-standard', 'sql-web', 'none'];

/** A database licence in the price of a machine that is of a larger edition than is used. */
export const oversizedLicence = defineCheck({
  name: 'instance-licence-oversized',
  ids: { aws: 'aws-ec2-license-oversized' },
  kind: 'instance',
  title: 'SQL Server edition above what is used',
  description:
    'The licence of SQL Server comes with the instance’s price, and Enterprise costs several times as much as Standard. ' +
    'Compute Optimizer looks at which features are used (with CloudWatch Application Insights) and names the edition that ' +
    'would do. Fewer vCPUs, which lower the licence too, are the matter of the check for oversized instances.',
  savings:
    'list price of the instance with the present edition minus that with the smaller one, for the hours that are billed, ' +
    'times billed cost / list cost of the instance (at most 1)',
  ignores: [
    'licences of one’s own: they are not in the instance’s price',
    'an edition that Compute Optimizer calls optimized',
    'an instance that is not running',
  ],
  evidence: {
    size: 'the size of the instance',
    edition: 'the edition whose licence the price includes',
    targetEdition: 'the edition that would do; none: a free one',
  },
  params: {},
  risk: 'high',
  action: 'instance.change-licence',
  evaluate(instance, _params, { costs }) {
    const { software, licenceAdvice, sizeName, tags } = instance;
    if (instance.powerState !== 'running' || software === undefined) return fine();
    if (!software.known) return cannotTell(`included software: ${software.reason}`);
    if (software.value === 'none' || software.value === 'sql-web') return fine();
    const evidence = { size: sizeName, edition: software.value, targetEdition: null };
    if (licenceAdvice === undefined) return cannotTell('licence analysis: not asked', evidence);
    if (!licenceAdvice.known) return cannotTell(`licence analysis: ${licenceAdvice.reason}`, evidence);
    const { value: told } = licenceAdvice;
    if (told.advice === 'none') return fine();
    if (told.advice !== 'smaller-edition') {
      return cannotTell('licence analysis: CloudWatch Application Insights does not report its features', evidence);
    }
    if (editions.indexOf(told.edition) <= editions.indexOf(software.value)) return fine();
    const decided = { ...evidence, targetEdition: told.edition };
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, decided);
    return waste({
      confidence: 0.6, // Compute Optimizer sees the features in use, not those of next month's release
      evidence: decided,
      monthlySavings: changeSaving(instance, { software: { known: true, value: told.edition } }, costs),
      actionParams: { edition: told.edition },
    });
  },
});
