import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new Route53Client(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListHostedZones: ListHostedZonesCommand,
  ListResourceRecordSets: ListResourceRecordSetsCommand,
};
