import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Instance, MachineBuild, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { architectureOf, createdAt, powerStateOf, stoppedSince } from '../instance-facts.ts';
import { operatingSystemOf, softwareOf } from '../instance-software.ts';
import { type LicenceAdviceOf, licencePermissions, readLicenceAdvice } from '../licence-advice.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const AttachTime = z.object({ AttachTime: z.date().optional() }).optional();

const Ec2Instance = z.object({
  InstanceId: z.string().min(1),
  InstanceType: z.string().min(1),
  // A state that is not known here must not pass for running or gone.
  State: z.object({ Name: z.string().refine((name) => powerStateOf(name) !== undefined, 'is not a known state') }),
  LaunchTime: z.date(),
  StateTransitionReason: z.string().optional(),
  Architecture: z.string().optional(),
  Platform: z.string().optional(),
  PlatformDetails: z.string().optional(),
  // Absent for on-demand: `spot`, `scheduled` or `capacity-block`.
  InstanceLifecycle: z.string().optional(),
  ImageId: z.string().optional(),
  Placement: z
    .object({
      AvailabilityZone: z.string().optional(),
      Tenancy: z.string().optional(),
      // Only where it runs on a dedicated host.
      HostId: z.string().optional(),
    })
    .optional(),
  // EC2 always sends both lists; without one, the time of creation is less exact and the number is not known.
  BlockDeviceMappings: z.array(z.object({ Ebs: AttachTime })).optional(),
  NetworkInterfaces: z.array(z.object({ Attachment: AttachTime })).optional(),
  RootDeviceType: z.string().optional(),
  CpuOptions: z.object({ CoreCount: z.int().optional(), ThreadsPerCore: z.int().optional() }).optional(),
  EnaSupport: z.boolean().optional(),
  // Only for an instance that takes a place of a capacity reservation.
  CapacityReservationId: z.string().optional(),
  Tags: Ec2Tags,
});

type Ec2Instance = z.infer<typeof Ec2Instance>;

const Page = z.object({ Reservations: z.array(z.object({ Instances: z.array(Ec2Instance) })) });

/** EC2 instances of one account and region. Source: EC2 API, DescribeInstances. */
export const instances = defineCollector({
  type: 'aws:ec2:instance',
  kind: 'instance',
  reach: 'regional',
  permissions: ['ec2:DescribeInstances', ...licencePermissions],
  operation: 'ec2:DescribeInstances',
  page: Page.extend({ adviceOf: z.custom<LicenceAdviceOf>().optional() }),
  rows: ['Reservations', 'Instances'],
  rowId: 'InstanceId',
  fetch: withLicenceAdvice,
  toResources: ({ Reservations, adviceOf }, scope) =>
    Reservations.flatMap(({ Instances }) => Instances).flatMap((i): Instance[] => {
      const powerState = powerStateOf(i.State.Name);
      // EC2 shows a terminated instance for about an hour more: it is gone and bills nothing.
      if (powerState === undefined || powerState === 'terminated') return [];
      return [
        {
          kind: 'instance',
          type: 'aws:ec2:instance',
          resourceId: i.InstanceId,
          scope,
          ...(i.Placement?.AvailabilityZone !== undefined && { zoneId: i.Placement.AvailabilityZone }),
          ...nameOf(i.Tags),
          state: i.State.Name,
          createdAt: createdAt(i.LaunchTime, [
            ...(i.BlockDeviceMappings ?? []).map(({ Ebs }) => Ebs?.AttachTime),
            ...(i.NetworkInterfaces ?? []).map(({ Attachment }) => Attachment?.AttachTime),
          ]),
          tags: tagsOf(i.Tags),
          sizeName: i.InstanceType,
          powerState,
          startedAt: known(instant(i.LaunchTime)),
          stoppedSince: stoppedSince(powerState, i.StateTransitionReason),
          architecture: architectureOf(i.Architecture),
          operatingSystem: operatingSystemOf(i.PlatformDetails, i.Platform),
          pricingModel: pricingModelOf(i),
          ...(i.ImageId !== undefined && { imageId: i.ImageId }),
          software: softwareOf(i.PlatformDetails),
          build: buildOf(i),
          ...(adviceOf !== undefined && hasSqlServer(i) && { licenceAdvice: adviceOf(i.InstanceId) }),
          uses: known(usesOf(i)),
        },
      ];
    }),
});

function pricingModelOf({ InstanceLifecycle, Placement }: Ec2Instance): Instance['pricingModel'] {
  if (InstanceLifecycle === 'spot') return 'spot';
  return Placement?.Tenancy === 'dedicated' || Placement?.Tenancy === 'host' ? 'dedicated' : 'on-demand';
}

/** The advice on licences is asked for once, and only where a page has a licence that it is about. */
async function* withLicenceAdvice(aws: AwsClient, scope: Scope): AsyncGenerator {
  let advice: Promise<LicenceAdviceOf> | undefined;
  // The API gives up to 1,000; many regions are read at once, and each holds a parsed page in memory.
  for await (const page of aws.pages('ec2', 'DescribeInstances', scope, { MaxResults: 250 })) {
    const listed = Page.safeParse(page).data?.Reservations.flatMap(({ Instances }) => Instances) ?? [];
    if (listed.some(hasSqlServer)) advice ??= readLicenceAdvice(aws, scope);
    yield advice === undefined ? page : { ...(page as object), adviceOf: await advice };
  }
}

const hasSqlServer = ({ PlatformDetails }: Ec2Instance): boolean => PlatformDetails?.includes('SQL Server') === true;

function buildOf(i: Ec2Instance): MachineBuild {
  const { CoreCount, ThreadsPerCore } = i.CpuOptions ?? {};
  const vcpus = CoreCount === undefined || ThreadsPerCore === undefined ? undefined : CoreCount * ThreadsPerCore;
  return {
    networkInterfaces: fact(i.NetworkInterfaces?.length, 'NetworkInterfaces'),
    volumes: fact(i.BlockDeviceMappings?.filter(({ Ebs }) => Ebs !== undefined).length, 'BlockDeviceMappings'),
    localRoot: mapFact(fact(i.RootDeviceType, 'RootDeviceType'), (type) => type === 'instance-store'),
    vcpus: fact(vcpus, 'CpuOptions'),
    enhancedNetworking: fact(i.EnaSupport, 'EnaSupport'),
  };
}

function usesOf({ ImageId, CapacityReservationId, Placement }: Ec2Instance): readonly Use[] {
  const named: readonly (readonly [Use['relation'], string | undefined])[] = [
    ['image', ImageId],
    ['capacity-of', CapacityReservationId],
    ['host', Placement?.HostId],
  ];
  return named.flatMap(([relation, targetId]) => (targetId === undefined ? [] : [{ relation, targetId }]));
}
