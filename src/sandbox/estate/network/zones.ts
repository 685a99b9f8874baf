import { type DnsRecord, GLOBAL, type HostedZone, type LoadBalancer } from './model.ts';
import type { NetworkBuilder } from './network-builder.ts';

/** Hosted zones of load balancers, which alias records name. Source: Elastic Load Balancing endpoints and quotas. */
const BALANCER_ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-west-2': 'Z1H1FL5HABSF5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-central-1': 'Z215JYRZR1TBD5',
  'ap-southeast-1': 'Z1LMS91P8CMLE5',
};

/** A public zone for each account, with names for most of its application load balancers, idle ones too. */
export function buildZones(builder: NetworkBuilder, balancers: readonly LoadBalancer[]): void {
  for (const { account } of builder.context.accounts) {
    const random = builder.context.random('zone', account.id);
    const name = `acct-${account.id.slice(-6)}.example.com.`;
    const own = balancers.filter(({ accountId }) => accountId === account.id);
    const named = own.flatMap((balancer, index): readonly DnsRecord[] => {
      const draw = random.unit();
      if (draw < 0.3) return [];
      const record = `${balancer.name}-${index}.${name}`;
      return draw < 0.8
        ? [
            {
              name: record,
              type: 'A',
              alias: { zoneId: BALANCER_ZONES[balancer.region] ?? 'Z000', dnsName: `dualstack.${balancer.dnsName}.` },
            },
          ]
        : [{ name: record, type: 'CNAME', values: [balancer.dnsName] }];
    });
    const plain = Array.from({ length: random.integer(3, 30) }, (_, index): DnsRecord => ({
      name: `host-${String(index).padStart(3, '0')}.${name}`,
      type: 'A',
      values: [builder.privateIp()],
    }));
    const zone: HostedZone = {
      accountId: account.id,
      region: GLOBAL,
      id: `Z0${random.hex(18).toUpperCase()}`,
      name,
      isPrivate: false,
      createdAt: builder.daysAgo(random.between(300, 1500)),
      records: [...ofZone(name), ...[...named, ...plain].sort((a, b) => (a.name < b.name ? -1 : 1))],
    };
    builder.state.zones.set(zone.id, zone);
  }
}

const ofZone = (name: string): readonly DnsRecord[] => [
  { name, type: 'NS', values: [1, 2, 3, 4].map((number) => `ns-${number * 131}.awsdns-0${number}.example.`) },
  { name, type: 'SOA', values: ['ns-131.awsdns-01.example. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400'] },
];
