import { AppError } from '../../domain/errors.ts';
import type { PermissionsReport } from '../../domain/reports.ts';
import { permissionsDocument } from '../documents/permissions.ts';
import { cloudRole } from '../formats/cloud-role.ts';
import { iamPolicy, MANAGED_POLICY_LIMIT, policySize, roleTemplate } from '../formats/iam-policy.ts';
import { counted } from '../text/numbers.ts';
import type { View } from '../view.ts';
import { heading, labelled, nextSteps, paragraph } from './blocks.ts';

const GRANTED = {
  payer: 'To the credentials that Ballast starts with',
  reader: 'In every account that is read',
} as const;

/** What the cloud calls it when permissions are put together. */
const ROLES = {
  aws: 'an IAM policy document',
  gcp: 'a custom role, for `gcloud iam roles create`',
  azure: 'a custom role, for `az role definition create`',
  openstack: 'a role',
} as const;

/** CloudFormation and IAM are AWS's alone. */
function ofAws(report: PermissionsReport): PermissionsReport {
  if (report.provider === 'aws') return report;
  throw new AppError('usage-invalid', `${report.provider} has another form of roles: --format role prints it`);
}

export const permissionsView: View<PermissionsReport> = {
  document: permissionsDocument,
  *text(report, paper) {
    yield paragraph(`Reading ${report.provider} for ${counted(report.checks.length, 'enabled check')}.`, paper, 0);
    for (const target of ['payer', 'reader'] as const) {
      const needs = report.read.filter(({ grantedTo }) => grantedTo === target);
      if (needs.length === 0) continue;
      yield heading(GRANTED[target], paper);
      yield labelled(
        needs.map(({ use, permissions }) => [use, permissions.join(' ')]),
        paper,
      );
    }
    yield heading('To apply plans', paper);
    yield paragraph('Nothing: this version changes no cloud.', paper);
    const size = report.provider === 'aws' ? policySize(iamPolicy(report)) : 0;
    if (size > MANAGED_POLICY_LIMIT) {
      const text =
        `As one policy this is ${size} characters; a managed policy holds ${MANAGED_POLICY_LIMIT}, an inline policy of a ` +
        'role 10,240. --target payer and --target reader are smaller, and so is a policy for fewer checks.';
      yield `\n${paragraph(paper.style.warn(text), paper, 0)}`;
    }
    yield nextSteps(
      [
        [`ballast permissions ${report.provider} --format role`, ROLES[report.provider]],
        ...(report.provider === 'aws'
          ? [['ballast permissions aws --target reader --format cloudformation', "a stack set's template"] as const]
          : []),
      ],
      paper,
    );
  },
  formats: {
    role: (report) => [cloudRole(report)],
    iam: (report) => [`${JSON.stringify(iamPolicy(ofAws(report)), null, 2)}\n`],
    cloudformation: (report) => [`${JSON.stringify(roleTemplate(ofAws(report)), null, 2)}\n`],
  },
};
