import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import type { GcpSettings } from '../../domain/cloud-settings.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { UnreadScope } from '../../domain/ports/provider.ts';
import { projectScope } from './gcp-scope.ts';
import type { GcpFolder, GcpProject, ResourceManager } from './resource-manager.ts';

export interface FoundProject extends GcpProject {
  /** Names from the organisation down to the folder that it lies in. */
  readonly parentPath: Fact<readonly string[]>;
}

export interface FoundProjects {
  readonly projects: readonly FoundProject[];
  readonly unread: readonly UnreadScope[];
}

/** `resourcemanager.projects.list` and `folders.list` go with organisations and folders, `…get` with what stands alone. */
export const projectPermissions = [
  'resourcemanager.organizations.get',
  'resourcemanager.folders.get',
  'resourcemanager.folders.list',
  'resourcemanager.projects.get',
  'resourcemanager.projects.list',
] as const;

/** The projects of the settings: beneath an organisation or folders, by id, or all that the credentials see. */
export async function findProjects(manager: ResourceManager, settings: GcpSettings): Promise<FoundProjects> {
  const roots = [
    ...(settings.organization === undefined ? [] : [`organizations/${settings.organization}`]),
    ...(settings.folders ?? []).map((folder) => `folders/${folder}`),
  ];
  const named = settings.projects ?? [];
  if (roots.length === 0 && named.length === 0) return { projects: await seen(manager), unread: [] };
  const found = new Map<string, FoundProject>();
  const unreadScopes: UnreadScope[] = [];
  const parents = new Parents(manager);
  for (const root of roots) {
    const below = await beneath(manager, root, await parents.pathTo(root), settings.name);
    for (const project of below.projects) found.set(project.projectId, project);
    unreadScopes.push(...below.unread);
  }
  for (const projectId of named) {
    if (found.has(projectId)) continue;
    try {
      const project = await manager.project(projectId);
      found.set(projectId, { ...project, parentPath: await parents.pathOf(project) });
    } catch (error) {
      unreadScopes.push({ scope: projectScope(projectId), subject: 'accounts', error: ownError(error) });
    }
  }
  return { projects: [...found.values()], unread: mergedDoors(unreadScopes) };
}

async function seen(manager: ResourceManager): Promise<readonly FoundProject[]> {
  const parents = new Parents(manager);
  const projects = await manager.search();
  return Promise.all(projects.map(async (project) => ({ ...project, parentPath: await parents.pathOf(project) })));
}

/** A folder that may not be listed leaves a hole, which is told; the others are read nevertheless. */
async function beneath(
  manager: ResourceManager,
  parent: string,
  parentPath: Fact<readonly string[]>,
  connection: string,
): Promise<FoundProjects> {
  const scope = projectScope(connection);
  const holes: UnreadScope[] = [];
  const orHole = async <T>(listed: Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await listed;
    } catch (error) {
      const cause = ownError(error);
      const message = `${parent}: ${cause.message}`;
      const { category, operation, vendorCode, status } = cause;
      const told = new CloudError({ category, operation, message, vendorCode, status }, { cause });
      holes.push({ scope, subject: 'accounts', error: told });
      return [];
    }
  };
  const [projects, folders] = await Promise.all([
    orHole<GcpProject>(manager.projectsIn(parent)),
    orHole<GcpFolder>(manager.foldersIn(parent)),
  ]);
  const inner = await Promise.all(
    folders
      .filter(({ state }) => state === 'ACTIVE')
      .map((folder) => beneath(manager, folder.name, extended(parentPath, folder.displayName), connection)),
  );
  return {
    projects: [...projects.map((project) => ({ ...project, parentPath })), ...inner.flatMap((one) => one.projects)],
    unread: [...holes, ...inner.flatMap((one) => one.unread)],
  };
}

const extended = (path: Fact<readonly string[]>, name: string): Fact<readonly string[]> =>
  path.known ? known([...path.value, name]) : path;

/** Several holes of the same place are one row of the sync: the first error, with what the others say. */
function mergedDoors(doors: readonly UnreadScope[]): readonly UnreadScope[] {
  const byPlace = Map.groupBy(doors, ({ scope }) => scope.accountId);
  return [...byPlace.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    const { category, operation, vendorCode, status } = first.error;
    const message = [first, ...others].map(({ error }) => error.message).join('; ');
    return [{ ...first, error: new CloudError({ category, operation, message, vendorCode, status }) }];
  });
}

/** Names of folders and organisations, each asked once. */
class Parents {
  readonly #manager: ResourceManager;
  readonly #paths = new Map<string, Promise<Fact<readonly string[]>>>();

  constructor(manager: ResourceManager) {
    this.#manager = manager;
  }

  pathOf({ parent }: GcpProject): Promise<Fact<readonly string[]>> {
    return parent === undefined ? Promise.resolve(known([])) : this.pathTo(parent);
  }

  /** Of `folders/<number>` or `organizations/<number>`, itself included. */
  pathTo(name: string): Promise<Fact<readonly string[]>> {
    const found = this.#paths.get(name) ?? this.#read(name);
    this.#paths.set(name, found);
    return found;
  }

  async #read(name: string): Promise<Fact<readonly string[]>> {
    try {
      if (name.startsWith('organizations/')) return known([await this.#manager.organizationName(name)]);
      const { parent, displayName } = await this.#manager.folder(name);
      return extended(parent === undefined ? known([]) : await this.pathTo(parent), displayName);
    } catch (error) {
      return unread(reasonOf(ownError(error)));
    }
  }
}

/** Rethrows what is no failed read, and a cancellation. */
export function ownError(error: unknown): CloudError {
  if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
  return error;
}
