import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { ClusterMachine } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { inParts } from '../in-parts.ts';
import { parseAnswer, readAside } from '../read-aside.ts';

export const machinePermissions = ['ecs:ListContainerInstances', 'ecs:DescribeContainerInstances'] as const;

const Listing = z.object({ containerInstanceArns: z.array(z.string()) });
const Described = z.object({
  containerInstances: z.array(
    z.object({
      ec2InstanceId: z.string().optional(),
      attributes: z.array(z.object({ name: z.string(), value: z.string().optional() })).default([]),
    }),
  ),
});

/** `DescribeContainerInstances` takes so many. */
const perCall = 100;

interface Counted {
  readonly clusterArn: string;
  readonly registered: number;
  readonly tasks: number;
}

/**
 * The machines that registered with a cluster. Asked only where no task runs on them: elsewhere they decide nothing.
 * Machines of the customer's own (`mi-…`) are no cost of the cloud.
 */
export async function containerMachines(
  aws: AwsClient,
  scope: Scope,
  { clusterArn: cluster, registered, tasks }: Counted,
): Promise<Fact<readonly ClusterMachine[]>> {
  if (!(registered > 0)) return known([]);
  if (tasks > 0) return unread('not asked: tasks run on them');
  return readAside(async () => {
    const arns: string[] = [];
    for await (const answer of aws.pagesBy('nextToken', 'ecs', 'ListContainerInstances', scope, { cluster })) {
      arns.push(...parseAnswer(Listing, answer, 'ecs:ListContainerInstances').containerInstanceArns);
    }
    const machines: ClusterMachine[] = [];
    for (const containerInstances of inParts(arns, perCall)) {
      const input = { cluster, containerInstances: [...containerInstances] };
      const answer = await aws.call('ecs', 'DescribeContainerInstances', scope, input);
      const { containerInstances: rows } = parseAnswer(Described, answer, 'ecs:DescribeContainerInstances');
      for (const { ec2InstanceId, attributes } of rows) {
        if (ec2InstanceId === undefined || ec2InstanceId.startsWith('mi-')) continue;
        const sizeName = attributes.find(({ name }) => name === 'ecs.instance-type')?.value;
        machines.push({ instanceId: ec2InstanceId, ...(sizeName !== undefined && { sizeName }) });
      }
    }
    return machines;
  });
}
