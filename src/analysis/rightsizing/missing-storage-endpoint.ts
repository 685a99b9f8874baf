import { type Fact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { NatGateway, RouteTable, StorageEndpoint, StorageService } from '../../domain/resources.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { all } from '../pricing/components.ts';
import type { Costs } from '../pricing/costs.ts';
import { difference } from '../pricing/estimates.ts';
import { natGatewayData, natGatewayHours } from '../pricing/networks.ts';
import { networkOf, tablesThrough } from '../routes.ts';
import { busiestDay, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const BYTES_PER_GB = 1_000_000_000;
const BYTES_PER_GIB = 1_073_741_824;
const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;

/** Traffic to object storage that goes through a NAT gateway pays for every byte; by a gateway endpoint it is free. */
export const missingStorageEndpoint = defineCheck({
  name: 'nat-gateway-endpoint-missing',
  ids: { aws: 'aws-nat-gateway-endpoint-missing' },
  kind: 'nat-gateway',
  title: 'Much NAT traffic and no gateway endpoint for S3',
  description:
    'A gateway endpoint for S3 or DynamoDB costs nothing and takes their traffic off the NAT gateway, which bills for ' +
    'every byte. Reported is a NAT gateway with much traffic of which some route table has no way to S3 of its own; a ' +
    'missing endpoint for DynamoDB is named beside. How much of the traffic goes there no metric tells: the saving ' +
    'counts the share that you set, none by default, and its range ends at all of the processing cost.',
  savings:
    'the processing cost of the share of the traffic that you set (sharePercent), at the price by the GB, in proportion to ' +
    'the bill where it lists the gateway; the range goes from nothing to all of that cost',
  ignores: [
    'a network whose route tables all have a way to S3: by a gateway endpoint, or an interface endpoint with private names',
    'a missing endpoint for DynamoDB alone: nothing tells that there is such traffic',
    'a private NAT gateway, which does not lead to the internet',
    'one that processes minGBPerMonth or less, or was made less than lookbackDays ago',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    processedGBPerMonth: 'traffic in both directions, as a month of 730 hours',
    coverage: 'share of the days that have a sample, 0 to 1',
    routeTables: 'route tables that lead to the gateway',
    routeTablesWithoutS3: 'of these, without an endpoint for S3',
    routeTablesWithoutDynamoDB: 'of these, without an endpoint for DynamoDB',
    networkHasTransit: 'a transit gateway brings traffic of other networks, which needs endpoints there',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    minGBPerMonth: {
      default: 100,
      min: 0,
      max: 1_000_000,
      why: 'below, the endpoint saves less than 4.50 USD a month',
    },
    sharePercent: {
      default: 0,
      min: 0,
      max: 100,
      why: 'only flow logs tell how much of the traffic goes to S3 and DynamoDB; set what yours say',
    },
  },
  needs: { metrics: ['processed-bytes'], related: true, kinds: ['network'] },
  risk: 'low',
  action: 'network.add-storage-endpoint',
  evaluate(gateway, params, { now, firstSeen, digest, related, costs }) {
    if (gateway.connectivity === 'private') return fine(); // it has no way to the public addresses of S3
    const age = ageDays(gateway.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine(); // its traffic is not known yet
    const network = networkOf(related(gateway.networkId), gateway.networkId);
    if (!network.known) return cannotTell(network.reason);
    const { routeTables, storageEndpoints } = network.value;
    if (!routeTables.known) return cannotTell(`route tables: ${routeTables.reason}`);
    if (!storageEndpoints.known) return cannotTell(`endpoints: ${storageEndpoints.reason}`);
    const tables = tablesThrough(routeTables.value, gateway.resourceId);
    const without = tablesWithout('object-storage', tables, storageEndpoints.value);
    if (without.length === 0) return fine();

    const told = digest('processed-bytes');
    const peak = busiestDay(told, params, now);
    const bytesPerMonth = told.known ? told.value.mean * DAYS_PER_MONTH : Number.NaN;
    const evidence = {
      lookbackDays: params.lookbackDays,
      processedGBPerMonth: told.known ? rounded(bytesPerMonth / BYTES_PER_GB) : null,
      coverage: peak.known ? rounded(peak.value.coverage) : null,
      routeTables: tables.length,
      routeTablesWithoutS3: without.length,
      routeTablesWithoutDynamoDB: tablesWithout('key-value', tables, storageEndpoints.value).length,
      networkHasTransit: hasTransit(routeTables.value),
    };
    const gap = gapIn(peak, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!(bytesPerMonth / BYTES_PER_GB > params.minGBPerMonth)) return fine();
    return waste({
      // What comes from other networks by a transit gateway can't use an endpoint of this one.
      confidence: evidence.networkHasTransit ? 0.4 : 0.7,
      evidence,
      monthlySavings: savingOf(gateway, bytesPerMonth / BYTES_PER_GIB, params.sharePercent, costs),
      actionParams: {
        network: gateway.networkId,
        routeTables: without.map(({ routeTableId }) => routeTableId).join(','),
      },
    });
  },
});

const tablesWithout = (
  service: StorageService,
  tables: readonly RouteTable[],
  endpoints: readonly StorageEndpoint[],
): readonly RouteTable[] =>
  tables.filter(({ routeTableId }) =>
    endpoints.every(
      (endpoint) =>
        endpoint.service !== service ||
        (endpoint.routeTableIds !== 'all' && !endpoint.routeTableIds.includes(routeTableId)),
    ),
  );

const hasTransit = (tables: readonly RouteTable[]): boolean =>
  tables.some(({ targetIds }) => targetIds.some((id) => id.startsWith('tgw-')));

/** `amount` takes the share that was set; `low` none of the traffic, `high` all of it. */
function savingOf(gateway: NatGateway, gibPerMonth: number, sharePercent: number, costs: Costs): Fact<CostEstimate> {
  const hours = natGatewayHours(gateway);
  const present = all([hours, natGatewayData(gibPerMonth)]);
  const now = costs.monthlyOf(gateway, present);
  if (!now.known) return now;
  const nothingLeft = costs.insteadOf(gateway, present, all([hours]));
  if (!nothingLeft.known) return nothingLeft;
  const left = gibPerMonth * (1 - sharePercent / 100);
  if (!Number.isFinite(left)) return unread(`${gibPerMonth} is no quantity`);
  const after =
    sharePercent === 0
      ? now
      : costs.insteadOf(gateway, present, all([hours, ...(left > 0 ? [natGatewayData(left)] : [])]));
  if (!after.known) return after;
  return difference(now.value, after.value, { least: nothingLeft.value, most: now.value });
}
