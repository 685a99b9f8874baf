import type { AwsInstance, AwsVolume, Estate, RunPeriod } from './model.ts';

/** When an instance ran, oldest first; the last run is open while it runs. */
export function runsOf(instance: AwsInstance): readonly RunPeriod[] {
  const end = instance.stoppedAt ?? instance.terminatedAt;
  const last = { from: instance.launchedAt, to: end ?? Number.POSITIVE_INFINITY };
  return [...(instance.earlierRuns ?? []), last];
}

/** When it ran and its metrics arrived. */
export function reportingRuns(instance: AwsInstance): readonly RunPeriod[] {
  return clip(runsOf(instance), instance.load.since);
}

/** The instance that a volume is attached to, while that runs: EBS reports for attached volumes only. */
export function hostOf(estate: Estate, volume: AwsVolume): AwsInstance | undefined {
  const attachment = volume.attachments.find(({ state }) => state === 'attached');
  const host = attachment && estate.instances.get(attachment.instanceId);
  return host?.state === 'running' ? host : undefined;
}

/** When a volume's host ran with it attached. */
export function attachedRuns(volume: AwsVolume, host: AwsInstance): readonly RunPeriod[] {
  return clip(runsOf(host), volume.attachments[0]!.attachedAt);
}

function clip(runs: readonly RunPeriod[], since: number): readonly RunPeriod[] {
  return runs.filter((run) => run.to > since).map((run) => ({ from: Math.max(run.from, since), to: run.to }));
}
