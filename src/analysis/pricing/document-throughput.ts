import { unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ContainerThroughput, DocumentContainer } from '../../domain/resources.ts';
import { all, component } from './components.ts';
import type { Components } from './data-stores.ts';

/** The right to so many request units a second, or for `autoscale` the mean of what its hours scaled to. */
export interface PaidThroughput {
  readonly mode: ContainerThroughput['mode'];
  readonly unitsPerSecond: number;
}

/** Throughput of a month, in each region; storage is no part of it. Source: Azure Cosmos DB pricing. */
export function throughputComponents(of: DocumentContainer, { mode, unitsPerSecond }: PaidThroughput): Components {
  if (of.freeTier) return unread('how much of it the free tier of its account covers is not known');
  if (of.multipleWriteRegions) return unread('prices of accounts with several write regions are not collected');
  if (of.zoneRedundant) return unread('prices of accounts with copies in several zones are not collected');
  const hundreds = Math.round(unitsPerSecond * of.regions * 1e4) / 1e6;
  const label = `${mode} throughput${of.regions > 1 ? ` in ${of.regions} regions` : ''}`;
  return all([component(label, `document-throughput/${mode}`, hundreds * HOURS_PER_MONTH, 'unit-hour')]);
}

/** Autoscale never goes below so much of its maximum, and bills for that. Source: "Provision throughput with autoscale". */
export const AUTOSCALE_FLOOR = 0.1;

/**
 * The most that autoscale can bill for on average, with this maximum and hours whose peaks come to `meanPeak` on average: each
 * hour bills for its peak or the floor, and a curve that bends upwards lies below the line between its ends.
 */
export const mostScaledUnits = (max: number, meanPeak: number): number =>
  Math.min(max, AUTOSCALE_FLOOR * max + (1 - AUTOSCALE_FLOOR) * meanPeak);
