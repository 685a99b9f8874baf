import type { Operation, Route, ServiceModule, ServiceProfile } from './service-module.ts';
import { serviceModules } from './service-modules.ts';

/** A service as it is served: all of its modules in one. */
export interface Service {
  readonly id: string;
  readonly profile: ServiceProfile;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly routes: readonly Route[];
  readonly subresources: ReadonlySet<string>;
  readonly identify: ServiceModule['identify'];
  /** All names that a fault may use: the id, the prefix of the IAM actions, the name in the signature. */
  readonly names: ReadonlySet<string>;
  /** The IAM action that allows an operation, such as `s3:ListAllMyBuckets`. */
  actionOf(operation: string): string;
}

/** Joins modules to services. Throws a TypeError where two modules contradict each other. */
export function joinModules(modules: readonly ServiceModule[]): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  for (const [id, parts] of Map.groupBy(modules, (module) => module.id)) services.set(id, joined(id, parts));
  return services;
}

function joined(id: string, parts: readonly ServiceModule[]): Service {
  const [first] = parts;
  if (first === undefined) throw new TypeError(`service ${id} has no module`);
  if (parts.some(({ profile }) => profile !== first.profile)) throw new TypeError(`two profiles for service ${id}`);
  // No prototype: an operation named `constructor` must be unknown, not found.
  const operations = Object.create(null) as Record<string, Operation>;
  for (const part of parts) {
    for (const [name, operation] of Object.entries(part.operations)) {
      if (name in operations) throw new TypeError(`two modules serve ${id}:${name}`);
      operations[name] = operation;
    }
  }
  const prefix = parts.find(({ actionPrefix }) => actionPrefix !== undefined)?.actionPrefix ?? id;
  const actions = new Map(parts.flatMap((part) => Object.entries(part.actions ?? {})));
  return {
    id,
    profile: first.profile,
    operations,
    routes: parts.flatMap(({ routes = [] }) => routes),
    subresources: new Set(parts.flatMap(({ subresources = [] }) => subresources)),
    identify: parts.find(({ identify }) => identify !== undefined)?.identify,
    names: new Set([id, prefix, first.profile.signingName]),
    actionOf(operation) {
      const action = actions.get(operation) ?? operation;
      return action.includes(':') ? action : `${prefix}:${action}`;
    },
  };
}

/** Everything that is served, by id. */
export const services: ReadonlyMap<string, Service> = joinModules(serviceModules);

/** Every operation that is served, as `service:Operation`. */
export function servedOperations(): readonly string[] {
  return [...services.values()].flatMap(({ id, operations }) => Object.keys(operations).map((name) => `${id}:${name}`));
}
