import type { GcpEstate } from '../provider-estate/gcp/estate.ts';
import type { GcpProject } from '../provider-estate/gcp/model.ts';
import type { Clock } from '../server/clock.ts';
import type { EstateLists } from './estate-lists.ts';

/** What all calls see. */
export interface GcpWorld {
  readonly estate: GcpEstate;
  readonly lists: EstateLists;
  readonly clock: Clock;
}

/** One call that is let in. */
export interface GcpCall {
  readonly world: GcpWorld;
  /** Values of the path's fields. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; undefined where there is none. */
  readonly body: unknown;
  readonly halvePage: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** A method of a Google API. */
export interface GcpMethod {
  /** Id in the discovery document: `compute.instances.aggregatedList`. */
  readonly id: string;
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Under the host: `/compute/v1/projects/{project}/aggregated/instances`. */
  readonly path: string;
  /** The IAM permission that it needs; empty where it needs none. */
  readonly permission: string;
  /** Where the permission depends on what is asked for. */
  readonly permissionFor?: (params: Readonly<Record<string, string>>) => string;
  /** The JSON answer. Throws a GoogleError. */
  readonly answer: (call: GcpCall) => object;
}

/** A Google API: its host, and what of it is served. */
export interface GcpService {
  /** Short name: `compute`. */
  readonly id: string;
  /** `compute.googleapis.com` */
  readonly host: string;
  /** `Compute Engine API` */
  readonly display: string;
  /** Errors have the older form. */
  readonly legacyErrors: boolean;
  readonly methods: readonly GcpMethod[];
}

/** The project of the path, by id or by number. */
export function projectOf(world: GcpWorld, idOrNumber: string | undefined): GcpProject | undefined {
  return world.estate.organization.projects.find(
    ({ projectId, number }) => projectId === idOrNumber || number === idOrNumber,
  );
}
