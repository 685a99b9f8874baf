import type { GcpFolder, GcpProject } from '../../provider-estate/gcp/model.ts';
import type { GcpCall, GcpMethod, GcpService } from '../service.ts';
import { projectOf } from '../service.ts';
import { GoogleError, permissionDenied } from '../wire/errors.ts';
import { utcTime } from '../wire/times.ts';
import { fingerprint } from './compute/documents.ts';
import { resourcePage, withToken } from './pages.ts';

const PAGES = { most: 500, usual: 100 };

function projectDocument(project: GcpProject): object {
  return {
    name: `projects/${project.number}`,
    parent: project.parent,
    projectId: project.projectId,
    state: project.state,
    displayName: project.displayName,
    createTime: utcTime(project.createdAt),
    updateTime: utcTime(project.deletedAt ?? project.createdAt),
    ...(project.deletedAt !== undefined && { deleteTime: utcTime(project.deletedAt) }),
    etag: `W/"${fingerprint(project.projectId)}"`,
    ...(Object.keys(project.labels).length > 0 && { labels: project.labels }),
  };
}

function folderDocument(folder: GcpFolder): object {
  return {
    name: `folders/${folder.id}`,
    parent: folder.parent,
    displayName: folder.displayName,
    state: 'ACTIVE',
    createTime: utcTime(folder.createdAt),
    updateTime: utcTime(folder.createdAt),
    etag: `W/"${fingerprint(folder.id)}"`,
  };
}

function organizationDocument({ world }: GcpCall): object {
  const { organization } = world.estate;
  return {
    name: `organizations/${organization.id}`,
    displayName: organization.displayName,
    directoryCustomerId: organization.directoryCustomerId,
    state: 'ACTIVE',
    createTime: utcTime(organization.createdAt),
    updateTime: utcTime(organization.createdAt),
    etag: `W/"${fingerprint(organization.id)}"`,
  };
}

/**
 * `state:ACTIVE`, `parent:folders/1`, `parent.type=folder`, `id:web*`, `labels.env:prod`, joined by spaces or AND. Source:
 * Cloud Resource Manager API v3, projects.search, `query`.
 */
function projectQuery(query: string): (project: GcpProject) => boolean {
  const terms = query.split(/\s+(?:AND\s+)?/i).filter((term) => term !== '');
  const tests = terms.map((term) => {
    const [, field = '', value = ''] = /^([\w.]+)[:=]"?([^"]*)"?$/.exec(term) ?? [];
    const pattern = new RegExp(`^${value.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`, 'i');
    return (project: GcpProject): boolean => pattern.test(projectField(project, field) ?? '');
  });
  return (project) => tests.every((test) => test(project));
}

function projectField(project: GcpProject, field: string): string | undefined {
  if (field.startsWith('labels.')) return project.labels[field.slice('labels.'.length)];
  switch (field) {
    case 'id':
    case 'projectId':
      return project.projectId;
    case 'state':
    case 'lifecycleState':
      return project.state;
    case 'parent':
      return project.parent;
    case 'parent.type':
      return project.parent.startsWith('folders/') ? 'folder' : 'organization';
    case 'parent.id':
      return project.parent.split('/')[1];
    case 'name':
    case 'displayName':
      return project.displayName;
    default:
      throw new GoogleError(400, 'INVALID_ARGUMENT', 'invalid', `The query field ${field} is not supported.`);
  }
}

const projects = ({ world }: GcpCall): readonly GcpProject[] => world.estate.organization.projects;

const projectsSearch: GcpMethod = {
  id: 'cloudresourcemanager.projects.search',
  verb: 'GET',
  path: '/v3/projects:search',
  permission: 'resourcemanager.projects.get',
  answer(call) {
    const page = resourcePage(call, projects(call).filter(projectQuery(call.query.get('query') ?? '')), PAGES);
    return { ...(page.items.length > 0 && { projects: page.items.map(projectDocument) }), ...withToken(page) };
  },
};

const projectsList: GcpMethod = {
  id: 'cloudresourcemanager.projects.list',
  verb: 'GET',
  path: '/v3/projects',
  permission: 'resourcemanager.projects.list',
  answer(call) {
    const parent = parentOf(call);
    const withDeleted = call.query.get('showDeleted') === 'true';
    const there = projects(call).filter(
      (project) => project.parent === parent && (withDeleted || project.state === 'ACTIVE'),
    );
    const page = resourcePage(call, there, PAGES);
    return { ...(page.items.length > 0 && { projects: page.items.map(projectDocument) }), ...withToken(page) };
  },
};

const foldersList: GcpMethod = {
  id: 'cloudresourcemanager.folders.list',
  verb: 'GET',
  path: '/v3/folders',
  permission: 'resourcemanager.folders.list',
  answer(call) {
    const parent = parentOf(call);
    const there = call.world.estate.organization.folders.filter((folder) => folder.parent === parent);
    const page = resourcePage(call, there, PAGES);
    return { ...(page.items.length > 0 && { folders: page.items.map(folderDocument) }), ...withToken(page) };
  },
};

const foldersSearch: GcpMethod = {
  id: 'cloudresourcemanager.folders.search',
  verb: 'GET',
  path: '/v3/folders:search',
  permission: 'resourcemanager.folders.get',
  answer(call) {
    const page = resourcePage(call, call.world.estate.organization.folders, PAGES);
    return { folders: page.items.map(folderDocument), ...withToken(page) };
  },
};

const organizationsSearch: GcpMethod = {
  id: 'cloudresourcemanager.organizations.search',
  verb: 'GET',
  path: '/v3/organizations:search',
  permission: 'resourcemanager.organizations.get',
  answer: (call) => ({ organizations: [organizationDocument(call)] }),
};

const projectsGet: GcpMethod = {
  id: 'cloudresourcemanager.projects.get',
  verb: 'GET',
  path: '/v3/projects/{project}',
  permission: 'resourcemanager.projects.get',
  answer(call) {
    const project = projectOf(call.world, call.params['project']);
    if (!project) throw permissionDenied(projectsGet.permission, `projects/${call.params['project'] ?? ''}`, false);
    return projectDocument(project);
  },
};

const foldersGet: GcpMethod = {
  id: 'cloudresourcemanager.folders.get',
  verb: 'GET',
  path: '/v3/folders/{folder}',
  permission: 'resourcemanager.folders.get',
  answer({ world, params }) {
    const folder = world.estate.organization.folders.find(({ id }) => id === params['folder']);
    if (!folder) throw permissionDenied(foldersGet.permission, `folders/${params['folder'] ?? ''}`, false);
    return folderDocument(folder);
  },
};

const organizationsGet: GcpMethod = {
  id: 'cloudresourcemanager.organizations.get',
  verb: 'GET',
  path: '/v3/organizations/{organization}',
  permission: 'resourcemanager.organizations.get',
  answer(call) {
    const { organization = '' } = call.params;
    if (organization !== call.world.estate.organization.id) {
      throw permissionDenied(organizationsGet.permission, `organizations/${organization}`, false);
    }
    return organizationDocument(call);
  },
};

function parentOf({ query, world }: GcpCall): string {
  const parent = query.get('parent') ?? '';
  const { id, folders } = world.estate.organization;
  const known = parent === `organizations/${id}` || folders.some((folder) => parent === `folders/${folder.id}`);
  if (!/^(organizations|folders)\/\d+$/.test(parent)) {
    throw new GoogleError(
      400,
      'INVALID_ARGUMENT',
      'invalid',
      `parent must be an organization or a folder, not "${parent}".`,
    );
  }
  if (!known) throw permissionDenied('resourcemanager.projects.list', parent, false);
  return parent;
}

/** Which of the permissions the caller has: all of them, in a sandbox. */
function testPermissions(kind: 'projects' | 'folders' | 'organizations'): GcpMethod {
  const field = kind === 'projects' ? 'project' : 'resource';
  return {
    id: `cloudresourcemanager.${kind}.testIamPermissions`,
    verb: 'POST',
    path: `/v3/${kind}/{${field}}:testIamPermissions`,
    permission: '',
    answer: ({ body }) => {
      const { permissions = [] } = (body ?? {}) as { readonly permissions?: readonly string[] };
      return permissions.length > 0 ? { permissions } : {};
    },
  };
}

export const resourceManager: GcpService = {
  id: 'cloudresourcemanager',
  host: 'cloudresourcemanager.googleapis.com',
  display: 'Cloud Resource Manager API',
  legacyErrors: false,
  methods: [
    projectsSearch,
    projectsList,
    projectsGet,
    foldersList,
    foldersSearch,
    foldersGet,
    organizationsSearch,
    organizationsGet,
    testPermissions('projects'),
    testPermissions('folders'),
    testPermissions('organizations'),
  ],
};
