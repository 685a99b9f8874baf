/** Size in GiB up to which each step of a managed disk goes, smallest first, without the letter of its kind. */
const steps: readonly (readonly [step: number, sizeGiB: number])[] = [
  [1, 4],
  [2, 8],
  [3, 16],
  [4, 32],
  [6, 64],
  [10, 128],
  [15, 256],
  [20, 512],
  [30, 1024],
  [40, 2048],
  [50, 4096],
  [60, 8192],
  [70, 16_384],
  [80, 32_767],
];

/** Standard HDD begins at S4. */
const kinds: Readonly<Record<string, { readonly letter: string; readonly firstStep: number }>> = {
  premium: { letter: 'P', firstStep: 1 },
  standardssd: { letter: 'E', firstStep: 1 },
  standard: { letter: 'S', firstStep: 4 },
};

/**
 * The step that a disk is billed by: `P10` for a Premium_LRS disk of 100 GiB. Undefined for disks that bill by GiB
 * (Ultra, Premium v2) or are larger than any step. Source: Azure documentation, "Select a disk type for IaaS VMs".
 */
export function diskStep(sku: string, sizeGiB: number): string | undefined {
  const kind = kinds[sku.toLowerCase().split('_')[0] ?? ''];
  if (kind === undefined) return undefined;
  const found = steps.find(([step, size]) => step >= kind.firstStep && sizeGiB <= size);
  return found && `${kind.letter}${found[0]}`;
}
