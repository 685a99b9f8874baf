import { z } from 'zod';
import type { Account } from '../../domain/accounts.ts';
import { reasonOf } from '../../domain/cloud-error.ts';
import type { GcpSettings } from '../../domain/cloud-settings.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Discovery, SkippedScope } from '../../domain/ports/provider.ts';
import type { GcpClient } from './client.ts';
import { findProjects, type FoundProject, ownError } from './find-projects.ts';
import { projectScope } from './gcp-scope.ts';
import { parsed, ResourceManager } from './resource-manager.ts';

const BillingInfo = z.object({
  // `billingAccounts/XXXXXX-XXXXXX-XXXXXX`; empty where billing is switched off.
  billingAccountName: z.string().default(''),
  billingEnabled: z.boolean().default(false),
});

/** Projects, and which of them are read. */
export async function discoverGcp(gcp: GcpClient, settings: GcpSettings): Promise<Discovery> {
  const manager = new ResourceManager(gcp, projectScope(settings.name));
  const { projects, unread: holes } = await findProjects(manager, settings);
  const excluded = new Set(settings.excludeProjects ?? []);
  const skipped = projects.flatMap((project): readonly SkippedScope[] => {
    const why = whySkipped(project, excluded);
    return why === undefined ? [] : [{ scope: projectScope(project.projectId), subject: 'accounts', ...why }];
  });
  const left = new Set(skipped.map(({ scope }) => scope.accountId));
  const accounts = await Promise.all(
    projects.map(async (project): Promise<Account> => {
      const isLeft = left.has(project.projectId);
      return accountOf(
        project,
        isLeft ? unread('the project is not read') : await billingAccount(gcp, project.projectId),
      );
    }),
  );
  return {
    accounts,
    scopes: projects.filter(({ projectId }) => !left.has(projectId)).map(({ projectId }) => projectScope(projectId)),
    unread: holes,
    skipped,
    regionsFromInventory: true,
  };
}

const accountOf = (project: FoundProject, billingAccountId: Fact<string>): Account => ({
  provider: 'gcp',
  accountId: project.projectId,
  name: project.displayName,
  parentPath: project.parentPath,
  billingAccountId,
  state: project.state === 'ACTIVE' ? 'active' : 'closed',
  tags: known(project.labels),
});

/** Apps Script makes one such project for each script; they hold nothing that bills ("Google Cloud projects", Apps Script). */
const SCRIPT_PROJECT = /^sys-\d{20,}$/;

function whySkipped(
  { projectId, state }: FoundProject,
  excluded: ReadonlySet<string>,
): Pick<SkippedScope, 'reason' | 'holdsNothing'> | undefined {
  // Its machines stop when the deletion is asked for ("Creating and managing projects").
  if (state !== 'ACTIVE') return { reason: `it is not active: ${state}`, holdsNothing: true };
  if (SCRIPT_PROJECT.test(projectId)) return { reason: 'it is the project of an Apps Script', holdsNothing: true };
  return excluded.has(projectId) ? { reason: 'it is excluded (excludeProjects)' } : undefined;
}

/** Who gets the invoice. Needs `resourcemanager.projects.get`. Source: Cloud Billing API, projects.getBillingInfo. */
async function billingAccount(gcp: GcpClient, projectId: string): Promise<Fact<string>> {
  const operation = 'cloudbilling.projects.getBillingInfo';
  try {
    const request = { path: `v1/projects/${projectId}/billingInfo` };
    const info = parsed(operation, BillingInfo, await gcp.call(operation, projectScope(projectId), request));
    const name = info.billingAccountName.replace('billingAccounts/', '');
    return name === '' ? unread('the project has no billing account') : known(name);
  } catch (error) {
    return unread(reasonOf(ownError(error)));
  }
}
