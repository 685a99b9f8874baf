import { unread } from '../../domain/fact.ts';
import type { Size } from '../../domain/prices.ts';
import type { Instance } from '../../domain/resources.ts';
import type { Demand } from '../rightsizing/demand.ts';

/** Google's E2 takes processors of any maker, as they come ("General-purpose machine family"). */
const sameMaker = (size: Size, present: Size): boolean =>
  size.processorMaker === present.processorMaker ||
  (size.processorMaker === 'mixed' && size.architectures.some((each) => present.architectures.includes(each)));

/** Of the same make in newer hardware, with at least as many vCPUs and as much memory. */
export const isSuccessor = (size: Size, present: Size): boolean =>
  size.series !== undefined &&
  size.series === present.series &&
  sameMaker(size, present) &&
  isNewer(size, present) &&
  isEquivalent(size, present);

/** The counterpart for another architecture: the same series and at least as much of everything, in hardware that is no older. */
export const isCounterpart = (size: Size, present: Size, architecture: string): boolean =>
  size.series !== undefined &&
  size.series === present.series &&
  size.architectures.includes(architecture) &&
  isEquivalent(size, present);

const isNewer = ({ generation }: Size, present: Size): boolean =>
  generation !== undefined && present.generation !== undefined && generation > present.generation;

const isEquivalent = (size: Size, present: Size): boolean =>
  size.vcpus >= present.vcpus && size.memoryMiB >= present.memoryMiB;

const notAsked = unread('not asked: a size with as much of everything takes what the present one does');

/** The demand of a machine that moves to an equal size: whatever it does, it may go on doing. */
export const asNow = ({ build }: Instance): Demand => ({
  cpu: notAsked,
  memoryMiB: notAsked,
  networkGbps: notAsked,
  diskIops: notAsked,
  diskMBps: notAsked,
  networkInterfaces: build?.networkInterfaces ?? notAsked,
  volumes: build?.volumes ?? notAsked,
  enhancedNetworking: build?.enhancedNetworking ?? notAsked,
});
