import { EstateError } from '../estate-error.ts';
import type { AwsVolume, AwsVolumeShape } from '../model.ts';

interface Limits {
  readonly sizeGiB: readonly [number, number];
  /** Provisioned IOPS: from, to, and how many per GiB at most; absent where they cannot be chosen. */
  readonly iops?: readonly [number, number, number];
}

/** Source: EBS user guide, "Amazon EBS volume types". */
const LIMITS: Readonly<Record<AwsVolume['type'], Limits>> = {
  gp2: { sizeGiB: [1, 16_384] },
  gp3: { sizeGiB: [1, 65_536], iops: [3000, 80_000, 500] },
  io1: { sizeGiB: [4, 16_384], iops: [100, 64_000, 50] },
  io2: { sizeGiB: [4, 65_536], iops: [100, 256_000, 1000] },
  st1: { sizeGiB: [125, 16_384] },
  sc1: { sizeGiB: [125, 16_384] },
  standard: { sizeGiB: [1, 1024] },
};
const GP3 = { iops: 3000, throughputMiBps: 125, maxThroughputMiBps: 2000, mibpsPerIops: 0.25 } as const;

function invalid(message: string): EstateError {
  return new EstateError('InvalidParameterValue', message);
}

/** The IOPS that a gp2 volume has without bursting. */
export function gp2BaselineIops(sizeGiB: number): number {
  return Math.min(16_000, Math.max(100, sizeGiB * 3));
}

/** The most MiB/s that a gp2 volume can reach. */
export function gp2MaxThroughput(sizeGiB: number): number {
  return sizeGiB <= 170 ? 128 : 250;
}

/** Fills in what the type implies, and refuses what it does not allow. */
export function checkedShape(shape: AwsVolumeShape): AwsVolumeShape {
  const { type, sizeGiB, iops, throughputMiBps } = shape;
  const limits = LIMITS[type];
  if (limits === undefined) throw invalid(`Invalid value '${type}' for VolumeType.`);
  const [least, most] = limits.sizeGiB;
  if (!Number.isInteger(sizeGiB) || sizeGiB < least || sizeGiB > most) {
    throw invalid(`Volume of ${sizeGiB}GiB is invalid for volume type '${type}': allowed are ${least} to ${most}GiB.`);
  }
  if (throughputMiBps !== undefined && type !== 'gp3') {
    throw new EstateError(
      'InvalidParameterCombination',
      `The parameter throughput is not supported for ${type} volumes.`,
    );
  }
  if (limits.iops === undefined) {
    if (iops !== undefined) {
      throw new EstateError('InvalidParameterCombination', `The parameter iops is not supported for ${type} volumes.`);
    }
    return { type, sizeGiB };
  }
  const provisioned = iops ?? (type === 'gp3' ? GP3.iops : undefined);
  if (provisioned === undefined) {
    throw new EstateError('MissingParameter', `The parameter iops must be specified for ${type} volumes.`);
  }
  const [low, high, perGiB] = limits.iops;
  // gp3 includes its baseline at any size; beyond it the ratio counts.
  const ceiling = Math.max(type === 'gp3' ? GP3.iops : 0, Math.min(high, sizeGiB * perGiB));
  if (!Number.isInteger(provisioned) || provisioned < low || provisioned > ceiling) {
    throw invalid(`Volume iops of ${provisioned} is not allowed for ${type} of ${sizeGiB}GiB: ${low} to ${ceiling}.`);
  }
  if (type !== 'gp3') return { type, sizeGiB, iops: provisioned };
  const throughput = throughputMiBps ?? GP3.throughputMiBps;
  const fastest = Math.min(GP3.maxThroughputMiBps, provisioned * GP3.mibpsPerIops);
  if (!Number.isInteger(throughput) || throughput < GP3.throughputMiBps || throughput > fastest) {
    throw invalid(`Volume throughput of ${throughput}MiB/s is not allowed: ${GP3.throughputMiBps} to ${fastest}.`);
  }
  return { type, sizeGiB, iops: provisioned, throughputMiBps: throughput };
}

export type ShapeChange = Partial<AwsVolumeShape>;

/**
 * The shape after ModifyVolume. What is not named stays, as far as the new type has it; from gp2 to gp3, EBS
 * itself provisions the old volume's performance or gp3's baseline, whichever is higher. Source: EBS user guide,
 * "Request modifications to your EBS volumes".
 */
export function modifiedShape(from: AwsVolume, change: ShapeChange): AwsVolumeShape {
  const type = change.type ?? from.type;
  const sizeGiB = change.sizeGiB ?? from.sizeGiB;
  if (sizeGiB < from.sizeGiB) throw invalid(`New size cannot be smaller than existing size ${from.sizeGiB}GiB.`);
  const equivalent =
    from.type === 'gp2' && type === 'gp3'
      ? {
          iops: Math.max(GP3.iops, gp2BaselineIops(from.sizeGiB)),
          throughputMiBps: gp2MaxThroughput(from.sizeGiB),
        }
      : undefined;
  const iops = change.iops ?? equivalent?.iops ?? (LIMITS[type]?.iops === undefined ? undefined : from.iops);
  const throughputMiBps =
    change.throughputMiBps ?? equivalent?.throughputMiBps ?? (type === 'gp3' ? from.throughputMiBps : undefined);
  return checkedShape({
    type,
    sizeGiB,
    ...(iops !== undefined && { iops }),
    ...(throughputMiBps !== undefined && { throughputMiBps }),
  });
}
