import type { GcpMethod, GcpService } from '../service.ts';

export interface Matched {
  readonly service: GcpService;
  readonly method: GcpMethod;
  readonly params: Readonly<Record<string, string>>;
}

interface Route {
  readonly service: GcpService;
  readonly method: GcpMethod;
  readonly pattern: RegExp;
}

/** Finds the method of a request by host, verb and path. */
export class Routes {
  readonly #byHost = new Map<string, { readonly service: GcpService; readonly routes: readonly Route[] }>();

  constructor(services: readonly GcpService[]) {
    for (const service of services) {
      const routes = service.methods.map((method) => ({ service, method, pattern: patternOf(method.path) }));
      this.#byHost.set(service.host, { service, routes });
    }
  }

  service(host: string): GcpService | undefined {
    return this.#byHost.get(globalHost(host))?.service;
  }

  find(host: string, verb: string, path: string): Matched | undefined {
    for (const { service, method, pattern } of this.#byHost.get(globalHost(host))?.routes ?? []) {
      if (method.verb !== verb) continue;
      const found = pattern.exec(path);
      if (found) return { service, method, params: decoded(found.groups ?? {}) };
    }
    return undefined;
  }
}

/** Regions may answer under hosts of their own: `us-central1-aiplatform.googleapis.com`. */
const globalHost = (host: string): string => host.replace(/^[a-z]+-[a-z]+\d+-/, '');

/** `{project}` is one segment of a path; a custom verb such as `:search` follows the last. */
function patternOf(template: string): RegExp {
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/:]+)')}$`);
}

function decoded(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}
