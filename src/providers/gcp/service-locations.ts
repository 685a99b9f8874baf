import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';
import { parsed } from './resource-manager.ts';

const Page = z.object({ locations: z.array(z.object({ locationId: z.string().min(1) })).default([]) });

/**
 * Where an API can hold something of a project, for those that list by location alone. Throws a CloudError. Source: the
 * method `projects.locations.list` that these APIs share.
 */
export async function serviceLocations(gcp: GcpClient, scope: Scope, service: string): Promise<readonly string[]> {
  const operation = `${service}.projects.locations.list`;
  const request = { path: `v1/projects/${scope.accountId}/locations`, query: { pageSize: 500 } };
  const found: string[] = [];
  for await (const answer of gcp.pages(operation, scope, request)) {
    for (const { locationId } of parsed(operation, Page, answer).locations) found.push(locationId);
  }
  return found;
}
