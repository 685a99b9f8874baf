/** One key for a bundle, however an API or the price list writes it: `PowerPro` and `POWERPRO` are `powerpro`. */
export const bundleKey = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The operating system as a part of a price's key. Sources: WorkSpaces API, WorkspaceProperties `OperatingSystemName`;
 * the price list's `operatingSystem`.
 */
export function systemOf(name: string | undefined): string {
  const key = (name ?? '').toLowerCase().replace(/[^a-z]/g, '');
  if (key === '' || key.startsWith('windows')) return 'windows';
  return ['amazonlinux', 'ubuntu', 'rhel', 'rocky'].find((system) => key.startsWith(system)) ?? key;
}

/**
 * Desktop editions of Windows can only be brought along; the server editions are included in the price. Source:
 * WorkSpaces Administration Guide, "Bring your own Windows desktop licenses".
 */
export const licenceOf = (name: string | undefined): 'included' | 'own' =>
  /^WINDOWS_(7|10|11)$/.test(name ?? '') ? 'own' : 'included';
