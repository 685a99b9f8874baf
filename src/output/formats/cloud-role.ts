import { AppError } from '../../domain/errors.ts';
import type { PermissionsReport } from '../../domain/reports.ts';
import { iamPolicy } from './iam-policy.ts';

/** The least role in the form that the cloud's own command line takes. */
export function cloudRole(report: PermissionsReport): string {
  switch (report.provider) {
    case 'aws':
      return `${JSON.stringify(iamPolicy(report), null, 2)}\n`;
    case 'gcp':
      return customRole(report);
    case 'azure':
      return `${JSON.stringify(roleDefinition(report), null, 2)}\n`;
    case 'openstack':
      throw new AppError('usage-invalid', 'OpenStack has no roles that are made of permissions');
  }
}

const actionsOf = ({ read }: PermissionsReport): readonly string[] =>
  [...new Set(read.flatMap(({ permissions }) => permissions))].toSorted();

const DESCRIPTION = 'What Ballast reads. It can list and get, and change nothing.';

/**
 * For `gcloud iam roles create ballastRead --organization=… --file=…`. Source: IAM documentation, "Create and manage
 * custom roles". A project's role may not hold permissions of organisations and billing accounts.
 */
const customRole = (report: PermissionsReport): string =>
  [
    'title: Ballast read',
    `description: ${DESCRIPTION}`,
    'stage: GA',
    'includedPermissions:',
    ...actionsOf(report).map((permission) => `- ${permission}`),
    '',
  ].join('\n');

/**
 * For `az role definition create --role-definition …`. Source: Azure RBAC documentation, "Azure custom roles". The scope
 * has to be filled in: a management group, or the subscriptions that are read.
 */
function roleDefinition(report: PermissionsReport): object {
  const actions = actionsOf(report);
  // What reads data inside a service is granted apart from what reads the service itself.
  const isData = (action: string): boolean => /\/blobs\/read$/i.test(action);
  return {
    Name: 'Ballast Read',
    IsCustom: true,
    Description: DESCRIPTION,
    Actions: actions.filter((action) => !isData(action)),
    NotActions: [],
    DataActions: actions.filter(isData),
    NotDataActions: [],
    AssignableScopes: ['/providers/Microsoft.Management/managementGroups/YOUR-MANAGEMENT-GROUP'],
  };
}
