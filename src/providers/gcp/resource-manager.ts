import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { Tags } from '../../domain/resources.ts';
import { type GcpClient, malformed, type GcpRequest } from './client.ts';
import { Labels } from './labels.ts';

const Project = z.object({
  // `projects/<number>`.
  name: z.string().min(1),
  projectId: z.string().min(1),
  // Left out for a project of no organisation.
  parent: z.string().optional(),
  state: z.string().default('ACTIVE'),
  displayName: z.string().optional(),
  labels: Labels,
});

export interface GcpProject {
  readonly projectId: string;
  readonly number: string;
  /** `folders/<number>` or `organizations/<number>`. */
  readonly parent: string | undefined;
  readonly state: string;
  readonly displayName: string;
  readonly labels: Tags;
}

const Folder = z.object({
  name: z.string().min(1),
  parent: z.string().optional(),
  displayName: z.string().default(''),
  state: z.string().default('ACTIVE'),
});

export type GcpFolder = z.infer<typeof Folder>;

const ProjectPage = z.object({ projects: z.array(Project).default([]) });
const FolderPage = z.object({ folders: z.array(Folder).default([]) });
const Organization = z.object({ name: z.string(), displayName: z.string().default('') });

/** Folders, projects and the organisation. Every method throws a CloudError. Source: Cloud Resource Manager API v3. */
export class ResourceManager {
  readonly #gcp: GcpClient;
  readonly #scope: Scope;

  /** `scope`: whose lane the calls take; there is no project yet. */
  constructor(gcp: GcpClient, scope: Scope) {
    this.#gcp = gcp;
    this.#scope = scope;
  }

  /** Every project that the credentials see, in whatever state. */
  async search(): Promise<readonly GcpProject[]> {
    const request = { path: 'v3/projects:search', query: { pageSize: 500 } };
    return this.#projects('cloudresourcemanager.projects.search', request);
  }

  async projectsIn(parent: string): Promise<readonly GcpProject[]> {
    const request = { path: 'v3/projects', query: { parent, pageSize: 500, showDeleted: true } };
    return this.#projects('cloudresourcemanager.projects.list', request);
  }

  async foldersIn(parent: string): Promise<readonly GcpFolder[]> {
    const operation = 'cloudresourcemanager.folders.list';
    const folders: GcpFolder[] = [];
    const request = { path: 'v3/folders', query: { parent, pageSize: 300 } };
    for await (const answer of this.#gcp.pages(operation, this.#scope, request)) {
      folders.push(...parsed(operation, FolderPage, answer).folders);
    }
    return folders;
  }

  async project(projectId: string): Promise<GcpProject> {
    const operation = 'cloudresourcemanager.projects.get';
    return projectOf(parsed(operation, Project, await this.#get(operation, `v3/projects/${projectId}`)));
  }

  /** `folders/<number>`. */
  async folder(name: string): Promise<GcpFolder> {
    const operation = 'cloudresourcemanager.folders.get';
    return parsed(operation, Folder, await this.#get(operation, `v3/${name}`));
  }

  /** The name of `organizations/<number>`: its domain. */
  async organizationName(name: string): Promise<string> {
    const operation = 'cloudresourcemanager.organizations.get';
    const { displayName } = parsed(operation, Organization, await this.#get(operation, `v3/${name}`));
    return displayName || name;
  }

  async #projects(operation: string, request: GcpRequest): Promise<readonly GcpProject[]> {
    const projects: GcpProject[] = [];
    for await (const answer of this.#gcp.pages(operation, this.#scope, request)) {
      projects.push(...parsed(operation, ProjectPage, answer).projects.map(projectOf));
    }
    return projects;
  }

  #get(operation: string, path: string): Promise<unknown> {
    return this.#gcp.call(operation, this.#scope, { path });
  }
}

const projectOf = ({ name, projectId, parent, state, displayName, labels }: z.infer<typeof Project>): GcpProject => ({
  projectId,
  number: name.replace('projects/', ''),
  parent,
  state,
  displayName: displayName ?? projectId,
  labels,
});

/** Parses an answer; throws a malformed CloudError. */
export function parsed<T>(operation: string, schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw malformed(operation, z.prettifyError(result.error));
}
