import { type Fact, known, unread } from '../../domain/fact.ts';
import { type Instant, instant, parseInstant } from '../../domain/instant.ts';
import type { Instance, PowerState } from '../../domain/resources.ts';

/** EC2 instance states (EC2 API, InstanceState) as neutral ones. */
const powerStates: Readonly<Record<string, PowerState>> = {
  pending: 'changing',
  running: 'running',
  stopping: 'changing',
  stopped: 'stopped',
  'shutting-down': 'terminated',
  terminated: 'terminated',
};

export const powerStateOf = (state: string): PowerState | undefined =>
  Object.hasOwn(powerStates, state) ? powerStates[state] : undefined;

/**
 * EC2 tells when an instance was stopped only in prose: `User initiated (2026-09-01 10:00:00 GMT)`. Other reasons
 * (`Server.SpotInstanceShutdown: …`) carry no time: then it is not known.
 */
export function stoppedSince(powerState: PowerState, reason: string | undefined): Fact<Instant> {
  if (powerState !== 'stopped') return unread('the instance is not stopped');
  const time = /\((\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) (?:GMT|UTC)\)/.exec(reason ?? '')?.[1];
  const at = time === undefined ? undefined : parseInstant(time);
  if (at !== undefined) return known(at);
  return unread(
    reason === undefined || reason === ''
      ? 'field StateTransitionReason missing in the answer'
      : `StateTransitionReason tells no time: ${reason}`,
  );
}

/** `x86_64_mac` and `arm64_mac` are Mac hosts of the same architectures. */
export function architectureOf(word: string | undefined): Instance['architecture'] {
  switch (word) {
    case 'x86_64':
    case 'x86_64_mac':
      return known('x86_64');
    case 'arm64':
    case 'arm64_mac':
      return known('arm64');
    case 'i386':
      return known('i386');
    case undefined:
      return unread('field Architecture missing in the answer');
    default:
      return unread(`Architecture ${word} is not known to this version`);
  }
}

/**
 * EC2 does not tell when an instance was created: LaunchTime is its last start. Nothing is attached to an instance
 * before it exists, so the earliest of its start and its attachments' times is the closest that can be told; a root
 * volume that was replaced, on an instance that was restarted, makes it look younger than it is.
 */
export function createdAt(launchTime: Date, attachTimes: readonly (Date | undefined)[]): Fact<Instant> {
  const times = attachTimes.filter((time) => time !== undefined).map((time) => time.getTime());
  return known(instant(Math.min(launchTime.getTime(), ...times)));
}
