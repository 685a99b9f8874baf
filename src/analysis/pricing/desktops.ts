import { type Fact, unread } from '../../domain/fact.ts';
import type { Desktop } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

type Priced = Pick<Desktop, 'bundle' | 'operatingSystem' | 'licence' | 'rootVolumeGiB' | 'userVolumeGiB'>;

const sizeOf = ({ bundle, operatingSystem, licence }: Priced): string => `${bundle}/${operatingSystem}/${licence}`;

const volumesOf = ({ rootVolumeGiB, userVolumeGiB }: Priced): string => `${rootVolumeGiB}-${userVolumeGiB}`;

/** A desktop that is paid by the month. Source: Amazon WorkSpaces pricing. */
export const alwaysOnComponents = (desktop: Priced): Fact<readonly CostComponent[]> =>
  all([component('always on', `desktop-always-on/${sizeOf(desktop)}/${volumesOf(desktop)}`, 1, 'month')]);

/** One that is paid by a smaller fee and the hours that it runs. */
export const autoStopComponents = (desktop: Priced, hours: number): Fact<readonly CostComponent[]> =>
  all([
    component('auto-stop, monthly fee', `desktop-auto-stop/${sizeOf(desktop)}/${volumesOf(desktop)}`, 1, 'month'),
    ...(hours > 0 ? [component('hours that it runs', `desktop-hours/${sizeOf(desktop)}`, hours, 'hour')] : []),
  ]);

/** What one costs that nobody uses: in auto-stop it does not run. */
export function unusedDesktopComponents(desktop: Desktop): Fact<readonly CostComponent[]> {
  switch (desktop.runningMode) {
    case 'always-on':
      return alwaysOnComponents(desktop);
    case 'auto-stop':
      return autoStopComponents(desktop, 0);
    case 'manual':
      return unread('how a desktop with a running mode of its own is billed is not modelled');
  }
}
