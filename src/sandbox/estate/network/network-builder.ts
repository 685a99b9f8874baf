import type { FamilyContext } from '../family-context.ts';
import { type BuiltInstance, publicAddress } from '../generate/builder.ts';
import type { Place } from '../generate/placement.ts';
import { KEEP_TAG, nameOf, tagsOf } from '../generate/tags.ts';
import { daysBefore } from '../generate/time.ts';
import type { Random } from '../random.ts';
import type { AwsAddress, AwsInstance } from '../model.ts';
import type { NetworkState, Placed, Route, RouteTable, Subnet, Traffic, Vpc } from './model.ts';

/** Public addresses of this family come after those of the Elastic IPs and of the instances. */
const ADDRESS_START = 60_000;

/** A network with two zones: a public subnet in each, and a private one with a route table of its own. */
export interface BuiltNetwork {
  readonly vpc: Vpc;
  readonly place: Place;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  readonly privateTables: readonly RouteTable[];
}

/** One resource to be made: its part, its stream of random numbers, and where it is. */
export interface Part<Role extends string> {
  readonly role: Role;
  readonly index: number;
  readonly random: Random;
  readonly place: Place;
}

/** The family's state while it is being made. */
export class NetworkBuilder {
  readonly context: FamilyContext;
  readonly state: NetworkState = {
    vpcs: new Map(),
    subnets: new Map(),
    routeTables: new Map(),
    securityGroups: new Map(),
    natGateways: new Map(),
    endpoints: new Map(),
    attachments: new Map(),
    vpnConnections: new Map(),
    interfaces: new Map(),
    balancers: new Map(),
    targetGroups: new Map(),
    classicBalancers: new Map(),
    endpointServices: new Map(),
    zones: new Map(),
    addresses: new Map(),
  };
  #running: ReadonlyMap<Place, readonly BuiltInstance[]> | undefined;
  #networks = 0;
  #publicIps = 0;
  #privateIps = 0;

  constructor(context: FamilyContext) {
    this.context = context;
  }

  /** The parts of a kind, each role so many for a thousand resources, and one of each at least. */
  *parts<Role extends string>(kind: string, roles: Readonly<Record<Role, number>>): Generator<Part<Role>> {
    for (const [role, perThousand] of Object.entries(roles) as [Role, number][]) {
      for (let index = 0; index < this.context.count(perThousand); index += 1) {
        const random = this.context.random(kind, role, index);
        yield { role, index, random, place: this.context.places.pick(random) };
      }
    }
  }

  /** Tags as the rest of the estate has them; a protected one says why. */
  tags(random: Random, place: Place, kind: string, keep?: string): Record<string, string> {
    const identity = this.context.identity(random, place);
    const tags = tagsOf(random, identity, `${nameOf(identity)}-${kind}`);
    return keep === undefined ? tags : { ...tags, [KEEP_TAG]: keep };
  }

  /** A network of its own for one case, so that nothing else has a say in it. */
  network(random: Random, place: Place, name: string): BuiltNetwork {
    const index = (this.#networks += 1);
    const at = { accountId: place.accountId, region: place.region };
    const id = `vpc-0${random.hex(16)}`;
    const block = `172.${16 + (index % 16)}`;
    const vpc: Vpc = {
      ...at,
      id,
      cidr: `${block}.0.0/16`,
      internetGatewayId: `igw-0${random.hex(16)}`,
      tags: { Name: `${name}-${index}` },
    };
    this.state.vpcs.set(id, vpc);
    const zones = place.subnets.slice(0, 2).map(({ zone }) => zone);
    const publicSubnets = zones.map((zone, at_) => this.#subnet(random, vpc, zone, `${block}.${at_}.0/24`, 'public'));
    const privateSubnets = zones.map((zone, at_) =>
      this.#subnet(random, vpc, zone, `${block}.${16 + at_}.0/24`, 'private'),
    );
    this.routeTable(random, vpc, { main: true, subnetIds: [], name: 'main', routes: [] });
    this.routeTable(random, vpc, {
      main: false,
      subnetIds: publicSubnets.map((subnet) => subnet.id),
      name: 'public',
      routes: [toInternet(vpc)],
    });
    const privateTables = privateSubnets.map((subnet) =>
      this.routeTable(random, vpc, { main: false, subnetIds: [subnet.id], name: `private-${subnet.zone}`, routes: [] }),
    );
    this.state.securityGroups.set(groupOf(id), { ...at, id: groupOf(id), vpcId: id, openFrom: [vpc.cidr] });
    return { vpc, place, publicSubnets, privateSubnets, privateTables };
  }

  routeTable(
    random: Random,
    vpc: Vpc,
    fields: Pick<RouteTable, 'main' | 'subnetIds' | 'routes'> & { readonly name: string },
  ): RouteTable {
    const { main, subnetIds, routes, name } = fields;
    const table: RouteTable = {
      accountId: vpc.accountId,
      region: vpc.region,
      id: `rtb-0${random.hex(16)}`,
      vpcId: vpc.id,
      main,
      subnetIds,
      routes,
      tags: { Name: `${vpc.tags['Name'] ?? vpc.id}-${name}` },
    };
    this.state.routeTables.set(table.id, table);
    return table;
  }

  #subnet(random: Random, vpc: Vpc, zone: string, cidr: string, name: string): Subnet {
    const subnet: Subnet = {
      accountId: vpc.accountId,
      region: vpc.region,
      id: `subnet-0${random.hex(16)}`,
      vpcId: vpc.id,
      zone,
      cidr,
      tags: { Name: `${vpc.tags['Name'] ?? vpc.id}-${name}-${zone.at(-1) ?? ''}` },
    };
    this.state.subnets.set(subnet.id, subnet);
    return subnet;
  }

  /** An Elastic IP on an interface of this family. */
  address(
    random: Random,
    at: Placed,
    interfaceId: string,
    privateIp: string,
    tags: Record<string, string>,
  ): AwsAddress {
    const address: AwsAddress = {
      allocationId: `eipalloc-0${random.hex(16)}`,
      publicIp: this.publicIp(),
      accountId: at.accountId,
      region: at.region,
      associationId: `eipassoc-0${random.hex(16)}`,
      networkInterfaceId: interfaceId,
      privateIp,
      allocatedAt: daysBefore(this.context.now, random.between(40, 700)),
      tags,
    };
    this.state.addresses.set(address.allocationId, address);
    return address;
  }

  /** Machines that run in a place: targets of its load balancers. */
  runningIn(place: Place): readonly AwsInstance[] {
    this.#running ??= Map.groupBy(
      this.context.instances.filter(({ instance }) => instance.state === 'running'),
      (built) => built.place,
    );
    return this.#running.get(place)?.map(({ instance }) => instance) ?? [];
  }

  publicIp(): string {
    return publicAddress(ADDRESS_START + this.#publicIps++);
  }

  /** Private addresses need not lie in their subnet's block here; they only have to differ. */
  privateIp(): string {
    const number = this.#privateIps++;
    return `172.31.${(number >> 8) % 256}.${number & 255}`;
  }

  daysAgo(days: number): number {
    return daysBefore(this.context.now, days);
  }
}

export const toInternet = (vpc: Vpc): Route => ({
  destination: '0.0.0.0/0',
  targetKind: 'internet-gateway',
  targetId: vpc.internetGatewayId,
  state: 'active',
});

/** The id that EC2's other answers give the group of a VPC's instances. */
export const groupOf = (vpcId: string): string => `sg-${vpcId.slice(vpcId.indexOf('-') + 1)}`;

/** Nothing at all, reported as zeros since then. */
export const silence = (since: number): Traffic => ({
  bytesPerDay: 0,
  countPerDay: 0,
  ownAnswersPerDay: 0,
  connections: 0,
  since,
});

export const traffic = (since: number, of: Partial<Traffic>): Traffic => ({ ...silence(since), ...of });
