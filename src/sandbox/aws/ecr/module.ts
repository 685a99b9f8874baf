import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxImage, SandboxRepository } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

const errors = {
  invalid: (message: string) => new AwsError('InvalidParameterException', message),
  noRepository: (name: string, id: string) =>
    new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${id}'`,
    ),
  noPolicy: (name: string, id: string) =>
    new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${id}'`,
    ),
} as const;

const repositoriesOf = (call: Call) => call.world.index.of(familyState(call.world.estate, storageFamily).repositories);

function repositoryOf(call: Call, name: string): SandboxRepository {
  for (const one of repositoriesOf(call).resources(call.accountId, call.region)) if (one.name === name) return one;
  throw errors.noRepository(name, call.accountId);
}

function describeRepositories(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, errors.invalid);
  const names = input.texts('repositoryNames');
  if (names.length > 0) return { repositories: names.map((name) => repositoryEntry(repositoryOf(call, name))) };
  const { items, nextToken } = pageOf(call, {
    listing: 'repositories',
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 1000 }) ?? 100,
    items: (after) => repositoriesOf(call).resources(call.accountId, call.region, after),
    positionOf: ({ arn }) => arn,
    badToken: () => errors.invalid('Invalid next token'),
  });
  return { repositories: items.map(repositoryEntry), nextToken };
}

const repositoryEntry = (repository: SandboxRepository): object => ({
  repositoryArn: repository.arn,
  registryId: repository.registryId,
  repositoryName: repository.name,
  repositoryUri: `${repository.registryId}.dkr.ecr.${repository.region}.amazonaws.com/${repository.name}`,
  createdAt: new Timestamp(repository.createdAt),
  imageTagMutability: 'MUTABLE',
  imageScanningConfiguration: { scanOnPush: false },
  encryptionConfiguration: { encryptionType: 'AES256' },
});

function describeImages(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, errors.invalid);
  const repository = repositoryOf(call, input.text('repositoryName'));
  const { items, nextToken } = pageOf(call, {
    listing: repository.arn,
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 1000 }) ?? 100,
    items: (after) => itemsAfter(repository.images, after, ({ digest }) => digest),
    positionOf: ({ digest }) => digest,
    badToken: () => errors.invalid('Invalid next token'),
  });
  return { imageDetails: items.map((image) => imageEntry(repository, image)), nextToken };
}

const imageEntry = ({ registryId, name }: SandboxRepository, image: SandboxImage): object => ({
  registryId,
  repositoryName: name,
  imageDigest: image.digest,
  imageTags: image.tags.length === 0 ? undefined : image.tags,
  imageSizeInBytes: image.bytes,
  imagePushedAt: new Timestamp(image.pushedAt),
  imageManifestMediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  artifactMediaType: 'application/vnd.docker.container.image.v1+json',
  lastRecordedPullTime: image.pulledAt === undefined ? undefined : new Timestamp(image.pulledAt),
});

const policyText = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
});

function getLifecyclePolicy(call: Call, fields: Fields): object {
  const repository = repositoryOf(call, new DocumentInput(fields, errors.invalid).text('repositoryName'));
  const { registryId, name } = repository;
  if (!repository.policy) throw errors.noPolicy(name, registryId);
  return { registryId, repositoryName: name, lifecyclePolicyText: policyText };
}

function listTagsForResource(call: Call, fields: Fields): object {
  const arn = new DocumentInput(fields, errors.invalid).text('resourceArn');
  const repository = repositoriesOf(call).find(call.accountId, call.region, arn);
  if (repository === undefined) throw errors.noRepository(arn.split('/').slice(1).join('/'), call.accountId);
  return { tags: Object.entries(repository.tags).map(([Key, Value]) => ({ Key, Value })) };
}

/** Amazon ECR, version 2015-09-21: repositories, their images and policies. */
export const ecrModule: ServiceModule = {
  id: 'ecr',
  profile: jsonProfile({
    signingName: 'ecr',
    targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
    jsonVersion: '1.1',
    internal: {
      code: 'ServerException',
      status: 500,
      message: 'These errors are usually caused by a server-side issue.',
    },
  }),
  operations: documentOperations({
    DescribeImages: describeImages,
    DescribeRepositories: describeRepositories,
    GetLifecyclePolicy: getLifecyclePolicy,
    ListTagsForResource: listTagsForResource,
  }),
};
