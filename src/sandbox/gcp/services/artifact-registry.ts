import type { GcpImageVersion, GcpRepository } from '../../provider-estate/gcp/analytics-model.ts';
import { GCP_REGIONS } from '../../provider-estate/gcp/prices.ts';
import type { GcpCall, GcpMethod, GcpService } from '../service.ts';
import { GoogleError, invalid } from '../wire/errors.ts';
import { utcTime } from '../wire/times.ts';
import { projectIdOf } from './locations.ts';
import { resourcePage, withToken } from './pages.ts';

const pathOf = ({ projectId, location, name }: GcpRepository): string =>
  `projects/${projectId}/locations/${location}/repositories/${name}`;
const hostOf = ({ location, format }: GcpRepository): string => `${location}-${format.toLowerCase()}.pkg.dev`;

/** Source: Artifact Registry REST reference, "projects.locations.repositories", Repository. */
function repositoryDocument(repository: GcpRepository): object {
  const { projectId, name, labels, format, cleanup, createdAt, bytes } = repository;
  return {
    name: pathOf(repository),
    format,
    ...(Object.keys(labels).length > 0 && { labels }),
    createTime: utcTime(createdAt),
    updateTime: utcTime(createdAt + 86_400_000),
    mode: 'STANDARD_REPOSITORY',
    ...(cleanup !== 'none' && {
      cleanupPolicies: {
        'delete-old': { id: 'delete-old', action: 'DELETE', condition: { tagState: 'ANY', olderThan: '7776000s' } },
        'keep-ten': { id: 'keep-ten', action: 'KEEP', mostRecentVersions: { keepCount: 10 } },
      },
    }),
    sizeBytes: String(bytes),
    ...(cleanup === 'trial' && { cleanupPolicyDryRun: true }),
    vulnerabilityScanningConfig: {
      lastEnableTime: utcTime(createdAt),
      enablementState: 'SCANNING_DISABLED',
      enablementStateReason: 'API containerscanning.googleapis.com is not enabled.',
    },
    registryUri: `${hostOf(repository)}/${projectId}/${name}`,
  };
}

/** Source: Artifact Registry REST reference, "projects.locations.repositories.dockerImages", DockerImage. */
function imageDocument(repository: GcpRepository, image: GcpImageVersion): object {
  const { name, tags, bytes, uploadedAt, parts } = image;
  const kind = parts === undefined ? 'manifest.v1' : 'index.v1';
  return {
    name: `${pathOf(repository)}/dockerImages/${name}`,
    uri: `${hostOf(repository)}/${repository.projectId}/${repository.name}/${name}`,
    ...(tags.length > 0 && { tags }),
    imageSizeBytes: String(bytes),
    uploadTime: utcTime(uploadedAt),
    mediaType: `application/vnd.oci.image.${kind}+json`,
    buildTime: utcTime(uploadedAt - 120_000),
    updateTime: utcTime(uploadedAt),
    ...(parts && {
      imageManifests: parts.map((digest, at) => ({
        architecture: at === 0 ? 'amd64' : 'arm64',
        os: 'linux',
        digest,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
      })),
    }),
  };
}

/** Regions and multi-regions; of the vendor's forty-odd those that the organisation uses. */
const LOCATIONS = [...GCP_REGIONS, 'asia', 'europe', 'us'];

const locationsList: GcpMethod = {
  id: 'artifactregistry.projects.locations.list',
  verb: 'GET',
  path: '/v1/projects/{project}/locations',
  permission: 'artifactregistry.locations.list',
  answer(call) {
    const page = resourcePage(call, LOCATIONS, { most: 500, usual: 500 });
    const locations = page.items.map((locationId) => ({
      name: `projects/${projectIdOf(call)}/locations/${locationId}`,
      locationId,
      displayName: locationId,
    }));
    return { locations, ...withToken(page) };
  },
};

function repositoriesIn(call: GcpCall): readonly GcpRepository[] {
  const { location = '' } = call.params;
  if (!LOCATIONS.includes(location)) throw invalid(`Location ${location} is not found or access is unauthorized.`);
  return call.world.lists
    .of(call.world.estate.repositories, projectIdOf(call))
    .filter((repository) => repository.location === location);
}

const BASE = '/v1/projects/{project}/locations/{location}/repositories';

const repositoriesList: GcpMethod = {
  id: 'artifactregistry.projects.locations.repositories.list',
  verb: 'GET',
  path: BASE,
  permission: 'artifactregistry.repositories.list',
  answer(call) {
    const page = resourcePage(call, repositoriesIn(call), { most: 1000, usual: 100 });
    return {
      ...(page.items.length > 0 && { repositories: page.items.map(repositoryDocument) }),
      ...withToken(page),
    };
  },
};

const imagesList: GcpMethod = {
  id: 'artifactregistry.projects.locations.repositories.dockerImages.list',
  verb: 'GET',
  path: `${BASE}/{repository}/dockerImages`,
  permission: 'artifactregistry.dockerimages.list',
  answer(call) {
    const { repository = '' } = call.params;
    const found = repositoriesIn(call).find(({ name }) => name === repository);
    if (found === undefined)
      throw new GoogleError(404, 'NOT_FOUND', 'notFound', `Repository "${repository}" does not exist`);
    if (found.format !== 'DOCKER') throw invalid(`repository ${repository} is not of format DOCKER`);
    const page = resourcePage(call, found.images, { most: 1000, usual: 100 });
    return {
      ...(page.items.length > 0 && { dockerImages: page.items.map((image) => imageDocument(found, image)) }),
      ...withToken(page),
    };
  },
};

export const artifactRegistry: GcpService = {
  id: 'artifactregistry',
  host: 'artifactregistry.googleapis.com',
  display: 'Artifact Registry API',
  legacyErrors: false,
  methods: [locationsList, repositoriesList, imagesList],
};
