import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Instance, Software } from '../../domain/resources.ts';

type OperatingSystem = Instance['operatingSystem'];

const systems: readonly (readonly [RegExp, 'linux' | 'windows' | 'rhel' | 'suse'])[] = [
  [/^Linux\/UNIX$|^(Linux with )?SQL Server \w+$/, 'linux'],
  [/^Windows$|^Windows with SQL Server/, 'windows'],
  [/^Red Hat Enterprise Linux$|^(Red Hat Enterprise Linux|RHEL) with SQL Server \w+$/, 'rhel'],
  [/^SUSE Linux$/, 'suse'],
];

/**
 * PlatformDetails names what is billed: `Linux/UNIX`, `Windows`, `Red Hat Enterprise Linux`, `SUSE Linux`, some of them
 * with SQL Server (EC2 User Guide, "AMI billing information fields"). What is billed in yet another way (RHEL with
 * high availability, Ubuntu Pro, a licence of one's own) counts as `other`. Platform is there for Windows alone:
 * without PlatformDetails it can say Windows, and nothing else.
 */
export function operatingSystemOf(details: string | undefined, platform: string | undefined): OperatingSystem {
  if (details === undefined) {
    return platform?.toLowerCase() === 'windows'
      ? known('windows')
      : unread('field PlatformDetails missing in the answer');
  }
  return known(systems.find(([words]) => words.test(details))?.[1] ?? 'other');
}

const editions: Readonly<Record<string, Software>> = {
  Web: 'sql-web',
  Standard: 'sql-standard',
  Enterprise: 'sql-enterprise',
};

/** The edition of SQL Server that the price includes. */
export function softwareOf(details: string | undefined): Fact<Software> {
  if (details === undefined) return unread('field PlatformDetails missing in the answer');
  if (!details.includes('SQL Server')) return known('none');
  const edition = /SQL Server (\w+)/.exec(details)?.[1] ?? '';
  const software = Object.hasOwn(editions, edition) ? editions[edition] : undefined;
  return software === undefined ? unread(`PlatformDetails tells no edition: ${details}`) : known(software);
}
