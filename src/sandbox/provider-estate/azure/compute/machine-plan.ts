import type { RunPeriod } from '../../../estate/model.ts';
import { DAY, HOUR } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import type { MachineRole } from './machine-roles.ts';
import { type MachineLoad, loads } from './loads.ts';

export type PowerState = 'running' | 'stopped' | 'deallocated';

/** What a role decides of a machine. Times are epoch ms. */
export interface MachinePlan {
  readonly place: ProviderPlace;
  readonly size: string;
  readonly os: 'Linux' | 'Windows';
  readonly power: PowerState;
  readonly createdAt: number;
  /** When Resource Manager last started, stopped or made it: the time of its provisioning state. */
  readonly provisionedAt: number;
  readonly runs: readonly RunPeriod[];
  /** When it reported, where that is not as long as it ran; none for a machine without metrics. */
  readonly reported?: readonly RunPeriod[];
  readonly load: MachineLoad;
  readonly keep: boolean;
  readonly spot: boolean;
  readonly licenceOwned: boolean;
}

const GENERAL = ['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_E4s_v5', 'Standard_E8s_v5'];
const ORDINARY = [
  ...GENERAL,
  'Standard_F4s_v2',
  'Standard_F8s_v2',
  'Standard_B2ms',
  'Standard_B4ms',
  'Standard_D16s_v5',
];
const OVERSIZED = ['Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_D16s_v5', 'Standard_E8s_v5'];
const SMALL = ['Standard_B2s', 'Standard_B2ms', 'Standard_D2s_v5', 'Standard_D4s_v5'];

export function planMachine(context: AzureContext, random: Random, role: MachineRole): MachinePlan {
  const place = placeOf(context, random, role);
  const size = sizeOf(random, role);
  const burstable = size.startsWith('Standard_B');
  const createdAt = context.now - ageDays(random, role) * DAY;
  const ended = endOf(context, random, role);
  const power: PowerState = role.startsWith('stopped')
    ? 'stopped'
    : role.startsWith('deallocated')
      ? 'deallocated'
      : 'running';
  const runs = [{ from: createdAt, to: ended ?? Number.POSITIVE_INFINITY }];
  const gapFrom = context.now - random.between(3, 8) * DAY;
  // Nobody pays for Windows by the hour but the machines whose role it is.
  const os = role.startsWith('windows') || (role === 'working' && random.chance(0.1)) ? 'Windows' : 'Linux';
  return {
    place,
    size,
    os,
    power,
    createdAt,
    // A guest that shuts itself down does not pass through Resource Manager.
    provisionedAt: power === 'deallocated' && ended !== undefined ? ended : createdAt,
    runs,
    ...(role.endsWith('-gap') && { reported: [{ from: gapFrom, to: Number.POSITIVE_INFINITY }] }),
    ...(role === 'idle-silent' && { reported: [] }),
    load: loadOf(random, role, burstable),
    keep: role.endsWith('-keep'),
    spot: role === 'spot',
    licenceOwned: role === 'windows-owned' || (role === 'working' && os === 'Windows'),
  };
}

function placeOf(context: AzureContext, random: Random, role: MachineRole): ProviderPlace {
  // Dev/test offers have no licence to save, the others have one: the roles need the right kind of subscription.
  if (role === 'windows-dev-test' || role.startsWith('windows')) {
    const devTest = role === 'windows-dev-test';
    const fitting = context.places.items.filter(
      ({ accountId }) => context.subscription(accountId).quotaId.startsWith('MSDNDevTest') === devTest,
    );
    if (fitting.length > 0) return random.pick(fitting);
  }
  return context.places.pick(random);
}

function sizeOf(random: Random, role: MachineRole): string {
  if (role.startsWith('gpu')) return random.pick(['Standard_NC4as_T4_v3', 'Standard_NC8as_T4_v3']);
  if (role.startsWith('windows')) return random.pick(['Standard_D8s_v5', 'Standard_D16s_v5']);
  if (role.startsWith('oversized')) return random.pick(OVERSIZED);
  if (role === 'memory-bound' || role === 'snug') return random.pick(GENERAL.slice(1, 3));
  // So small that nothing smaller has the memory.
  if (role === 'idle-proxy') return random.pick(['Standard_B2ms', 'Standard_D2s_v5']);
  if (role.startsWith('idle') || role.startsWith('stopped')) return random.pick(SMALL.slice(1));
  if (role.startsWith('deallocated')) return random.pick(SMALL);
  if (role === 'superseded') return random.pick(['Standard_D4s_v3', 'Standard_D8s_v3', 'Standard_E4s_v3']);
  if (role.startsWith('office') || role === 'short-night' || role === 'spot') return random.pick(GENERAL);
  return random.pick(ORDINARY);
}

function ageDays(random: Random, role: MachineRole): number {
  if (role.endsWith('-young')) return role === 'gpu-young' ? random.between(2, 5) : random.between(3, 11);
  return random.between(65, 700);
}

/** When it stopped running, if it did. */
function endOf(context: AzureContext, random: Random, role: MachineRole): number | undefined {
  switch (role) {
    case 'stopped':
    case 'stopped-keep':
      return context.now - random.between(3, 40) * DAY;
    case 'stopped-just':
      return context.now - random.between(3, 12) * HOUR;
    case 'deallocated-long':
    case 'deallocated-premium':
    case 'deallocated-keep':
      return context.now - random.between(34, 60) * DAY;
    case 'deallocated-recent':
      return context.now - random.between(1, 5) * DAY;
    default:
      return undefined;
  }
}

function loadOf(random: Random, role: MachineRole, burstable: boolean): MachineLoad {
  switch (role) {
    case 'idle':
    case 'idle-young':
    case 'idle-gap':
    case 'idle-silent':
    case 'idle-keep':
      return loads.idle(random);
    case 'idle-batch':
      return loads.batch(random);
    case 'idle-proxy':
      return loads.proxy(random);
    case 'oversized':
    case 'oversized-young':
    case 'oversized-gap':
    case 'oversized-keep':
      return loads.low(random, random.between(18, 30));
    case 'memory-bound':
      return loads.low(random, random.between(86, 92));
    case 'snug':
      return loads.snug(random);
    case 'office':
    case 'office-young':
    case 'office-keep':
      return loads.office(random);
    case 'office-traffic':
      return { ...loads.office(random), trafficShape: 'steady', bytesPerHour: random.integer(20_000_000, 90_000_000) };
    case 'short-night':
      return loads.office(random, 'short-night');
    case 'gpu-idle':
    case 'gpu-young':
      // Not idle by its traffic: the check of machines in general leaves it alone.
      return { ...loads.proxy(random), peak: random.between(0.8, 1.5), base: 0.2 };
    case 'gpu-busy':
      return loads.working(random, false);
    default:
      return loads.working(random, burstable);
  }
}
