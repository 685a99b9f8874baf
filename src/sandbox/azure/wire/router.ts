import type { Operation } from './call.ts';

export interface Route {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly operation: Operation;
  readonly segments: readonly string[];
}

const HOST = 'management.azure.com';

/** Finds the operation of a request by method, host and path; literal parts go before `{parts}`. */
export class Router {
  readonly #byShape = new Map<string, Compiled[]>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const segments = split(operation.path);
      const shape = shapeOf(operation.method, segments.length);
      const routes = this.#byShape.get(shape) ?? [];
      routes.push({ operation, segments });
      this.#byShape.set(shape, routes);
    }
    for (const routes of this.#byShape.values()) routes.sort((a, b) => variablesOf(a) - variablesOf(b));
  }

  find(method: string, host: string, path: string): Route | undefined {
    const segments = split(path);
    const greedy = [...this.#byShape.values()].flat().filter(({ segments: [first] }) => first === '{+scope}');
    const candidates = [...(this.#byShape.get(shapeOf(method, segments.length)) ?? []), ...greedy];
    for (const { operation, segments: template } of candidates) {
      if (operation.method !== method || !servesHost(operation.host ?? HOST, host)) continue;
      const params = template[0] === '{+scope}' ? matchScope(template, segments) : match(template, segments);
      if (params !== undefined) return { operation, params };
    }
    return undefined;
  }
}

const split = (path: string): string[] => path.split('/').filter((part) => part !== '');
const shapeOf = (method: string, length: number): string => `${method} ${length}`;
const isVariable = (segment: string): boolean => segment.startsWith('{');
const variablesOf = ({ segments }: Compiled): number => segments.filter(isVariable).length;

function servesHost(template: string, host: string): boolean {
  return template.startsWith('*.') ? host.endsWith(template.slice(1)) : template === host;
}

function match(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (isVariable(part)) params[part.slice(1, -1)] = decodeURIComponent(segment);
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return params;
}

/** `{+scope}/providers/…`: the scope is a path of its own, of any length. */
function matchScope(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const rest = template.slice(1);
  const from = segments.length - rest.length;
  const params = from < 1 ? undefined : match(rest, segments.slice(from));
  return params && { ...params, scope: segments.slice(0, from).map(decodeURIComponent).join('/') };
}
