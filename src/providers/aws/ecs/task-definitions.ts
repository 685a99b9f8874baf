import { z } from 'zod';
import { type Fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { TaskSize } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer, readAside } from '../read-aside.ts';

export const taskPermissions = ['ecs:DescribeTaskDefinition'] as const;

const operation = 'ecs:DescribeTaskDefinition';

const Answer = z.object({
  taskDefinition: z.object({
    // CPU units and MiB as text; a task on machines may leave them to its containers.
    cpu: z.string().optional(),
    memory: z.string().optional(),
    // Left out for the defaults: Linux on x86.
    runtimePlatform: z
      .object({ cpuArchitecture: z.string().optional(), operatingSystemFamily: z.string().optional() })
      .optional(),
    ephemeralStorage: z.object({ sizeInGiB: z.int() }).optional(),
  }),
});

/** Of every Fargate task. Source: ECS Developer Guide, "Fargate task ephemeral storage". */
const INCLUDED_STORAGE_GIB = 20;

/** What tasks are made of. Many services share a task definition, so each is asked for once. */
export class TaskDefinitions {
  readonly #aws: AwsClient;
  readonly #scope: Scope;
  readonly #asked = new Map<string, Promise<Fact<TaskSize>>>();

  constructor(aws: AwsClient, scope: Scope) {
    this.#aws = aws;
    this.#scope = scope;
  }

  sizeOf(arn: string): Promise<Fact<TaskSize>> {
    const asking = this.#asked.get(arn) ?? this.#ask(arn);
    this.#asked.set(arn, asking);
    return asking;
  }

  /** Whether the revision before it has the same size; unread where there is none or it was not read. */
  async keptItsSize(arn: string): Promise<Fact<boolean>> {
    const [, family = '', number = ''] = /^(.+):(\d+)$/.exec(arn) ?? [];
    if (!(Number(number) > 1)) return unread('it has no earlier revision');
    const before = await this.sizeOf(`${family}:${Number(number) - 1}`);
    const now = await this.sizeOf(arn);
    if (!now.known) return now;
    return mapFact(before, ({ vcpus, memoryMiB }) => vcpus === now.value.vcpus && memoryMiB === now.value.memoryMiB);
  }

  async #ask(taskDefinition: string): Promise<Fact<TaskSize>> {
    const answer = await readAside(async () =>
      parseAnswer(
        Answer,
        await this.#aws.call('ecs', 'DescribeTaskDefinition', this.#scope, { taskDefinition }),
        operation,
      ),
    );
    return answer.known ? sizeOf(answer.value.taskDefinition) : answer;
  }
}

function sizeOf(definition: z.infer<typeof Answer>['taskDefinition']): Fact<TaskSize> {
  const { cpu, memory, runtimePlatform = {}, ephemeralStorage } = definition;
  const vcpus = Number(cpu) / 1024;
  const memoryMiB = Number(memory);
  if (cpu === undefined || memory === undefined || !(vcpus > 0) || !(memoryMiB > 0)) {
    return unread(`${operation} tells no CPU and memory of the whole task`);
  }
  const { cpuArchitecture = 'X86_64', operatingSystemFamily = 'LINUX' } = runtimePlatform;
  return known({
    vcpus,
    memoryMiB,
    architecture: cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64',
    operatingSystem: operatingSystemFamily.startsWith('WINDOWS') ? 'windows' : 'linux',
    extraStorageGiB: Math.max(0, (ephemeralStorage?.sizeInGiB ?? 0) - INCLUDED_STORAGE_GIB),
  });
}
