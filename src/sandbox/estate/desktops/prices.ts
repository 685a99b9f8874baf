interface BundleRates {
  /** The number by which usage types name it. */
  readonly code: string;
  readonly alwaysOnMonth: string;
  readonly autoStopMonth: string;
  readonly autoStopHour: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly rootGiB: number;
  readonly userGiB: number;
}

/**
 * USD, us-east-1, Windows with its licence; the sandbox's list has them in every region. Source: AWS price list of
 * AmazonWorkSpaces, as of 2026-06 (SKUs MUPRA7BF29NZWQ8T, 8QF9FB4JU4AVYMA6, RR5JMWYJX3UNMRUW, 35FRPJ8PTT25VTPY and those of
 * their auto-stop fees and hours); volumes from "Amazon WorkSpaces Pricing".
 */
export const bundles: Readonly<Record<string, BundleRates>> = {
  VALUE: bundle('1', '25', '7.25', '0.22', [1, 2, 80, 10]),
  STANDARD: bundle('2', '35', '9.75', '0.3', [2, 4, 80, 50]),
  PERFORMANCE: bundle('3', '50', '13', '0.47', [2, 8, 80, 100]),
  POWER: bundle('8', '78', '19', '0.68', [4, 16, 175, 100]),
};

function bundle(
  code: string,
  alwaysOnMonth: string,
  autoStopMonth: string,
  autoStopHour: string,
  [vcpu, memoryGiB, rootGiB, userGiB]: readonly [number, number, number, number],
): BundleRates {
  return { code, alwaysOnMonth, autoStopMonth, autoStopHour, vcpu, memoryGiB, rootGiB, userGiB };
}

/** As the price list writes them. */
export const bundleNames: Readonly<Record<string, string>> = {
  VALUE: 'Value',
  STANDARD: 'Standard',
  PERFORMANCE: 'Performance',
  POWER: 'Power',
};
