import type { EstateFamily } from '../family.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart, keyed } from '../family-parts.ts';
import { daysBefore, HOUR } from '../generate/time.ts';
import { desktopMetrics } from './metrics.ts';
import type { DesktopsState, Workspace } from './model.ts';
import { bundles } from './prices.ts';
import { desktopUsage } from './usage.ts';

const CHECK = 'aws-workspaces-idle';

/** For each thousand resources. */
const ROLES = {
  unused: 0.6,
  'unused-auto-stop': 0.4,
  'never-used': 0.4,
  'few-hours': 0.6,
  'full-time': 0.6,
  'half-time': 0.3,
  'used-lately': 0.4,
  'never-used-auto-stop': 0.3,
  standby: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

/** Desktops for persons. */
export const desktopsFamily: EstateFamily<DesktopsState> = {
  name: 'desktops',
  generate: (context) => ({ workspaces: keyed(buildWorkspaces(context), ({ id }) => id) }),
  metrics: desktopMetrics,
  usage: (state) => desktopUsage(state),
};

function buildWorkspaces(context: FamilyContext): readonly Workspace[] {
  return [...familyParts(context, 'workspace', ROLES)].map((part) => {
    const workspace = workspaceOf(context, part);
    plant(context, part.role, workspace);
    return workspace;
  });
}

const PEOPLE = ['a.novak', 'b.okafor', 'c.lindgren', 'd.moreau', 'e.tanaka', 'f.costa', 'g.haddad', 'h.weber'];

function workspaceOf(context: FamilyContext, { role, index, random, place, tags }: FamilyPart<Role>): Workspace {
  const autoStop = role === 'unused-auto-stop' || role === 'used-lately' || role === 'never-used-auto-stop';
  const lastConnectedAt = lastConnection(context, role, random.unit());
  return {
    id: `ws-${random.hex(9)}`,
    accountId: place.accountId,
    region: place.region,
    directoryId: `d-${context.random('directory', place.accountId, place.region).hex(10)}`,
    userName: `${random.pick(PEOPLE)}${index}`,
    bundle: random.pick(Object.keys(bundles)),
    bundleId: `wsb-${random.hex(9)}`,
    runningMode: autoStop ? 'AUTO_STOP' : 'ALWAYS_ON',
    createdAt: daysBefore(
      context.now,
      role === 'never-used-auto-stop' ? random.between(2, 9) : random.between(90, 500),
    ),
    ...(lastConnectedAt !== undefined && { lastConnectedAt }),
    subnetId: random.pick(place.subnets).id,
    ip: `10.${place.index % 256}.${200 + (index % 50)}.${random.integer(2, 250)}`,
    ...(role === 'standby' && { standbyFor: { id: `ws-${random.hex(9)}`, region: 'us-west-2' } }),
    tags,
    hours: hoursOf(role),
  };
}

function lastConnection(context: FamilyContext, role: Role, draw: number): number | undefined {
  switch (role) {
    case 'unused':
    case 'unused-auto-stop':
    case 'keep':
      return daysBefore(context.now, 40 + 120 * draw);
    case 'used-lately':
      return daysBefore(context.now, 3 + 20 * draw);
    case 'few-hours':
    case 'full-time':
    case 'half-time':
      return context.now - Math.round((20 + 60 * draw) * HOUR);
    case 'never-used':
    case 'never-used-auto-stop':
    case 'standby':
      return undefined;
  }
}

/** Six hours a week are worth auto-stop with any bundle, fifteen are with none. */
function hoursOf(role: Role): Workspace['hours'] {
  switch (role) {
    case 'few-hours':
      return { days: [0, 2], from: 9, to: 12 };
    case 'half-time':
      return { days: [0, 1, 2, 3, 4], from: 9, to: 13 };
    case 'full-time':
      return { days: [0, 1, 2, 3, 4], from: 8, to: 17 };
    default:
      return { days: [], from: 0, to: 0 };
  }
}

function plant(context: FamilyContext, role: Role, workspace: Workspace): void {
  const { id, bundle } = workspace;
  const { alwaysOnMonth, autoStopMonth } = bundles[bundle]!;
  const fine = (because: string): void => context.plantFine(CHECK, workspace, id, because);
  switch (role) {
    case 'unused':
      return context.plantWaste(CHECK, workspace, id, 'always on, and nobody has logged in for weeks', alwaysOnMonth);
    case 'unused-auto-stop':
      return context.plantWaste(
        CHECK,
        workspace,
        id,
        'in auto-stop, and nobody has logged in for weeks',
        autoStopMonth,
      );
    case 'never-used':
      return context.plantWaste(CHECK, workspace, id, 'always on for months, and nobody ever logged in', alwaysOnMonth);
    case 'few-hours':
      return context.plantWaste(
        CHECK,
        workspace,
        id,
        'always on for six hours a week',
        String(Number(alwaysOnMonth) - Number(autoStopMonth)),
      );
    case 'full-time':
      return fine('always on, and used all day');
    case 'half-time':
      return fine('always on, and used for more hours than auto-stop would be worth');
    case 'used-lately':
      return fine('in auto-stop, and used this month');
    case 'never-used-auto-stop':
      return fine('coverage: nobody ever logged in, but it is new');
    case 'standby':
      return fine('stands by for a desktop in another region');
    case 'keep':
      return fine('protected by a tag');
  }
}
