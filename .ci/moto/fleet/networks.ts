import {
  AllocateAddressCommand,
  CreateCustomerGatewayCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateLoadBalancerCommand as CreateClassicCommand,
  ElasticLoadBalancingClient,
  RegisterInstancesWithLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { type FleetPlace, given, made, type Made } from './made.ts';

export async function networks({ client, regionId, at }: FleetPlace): Promise<readonly Made[]> {
  const ec2 = new EC2Client(client);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${at}.0.0/16` }));
  const VpcId = given(Vpc?.VpcId, 'VpcId');
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.${at}.0.0/24` }));
  const SubnetId = given(Subnet?.SubnetId, 'SubnetId');
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  const service = (name: string) => `com.amazonaws.${regionId}.${name}`;
  const { VpcEndpoint: free } = await ec2.send(
    new CreateVpcEndpointCommand({ VpcId, ServiceName: service('s3'), VpcEndpointType: 'Gateway' }),
  );
  const { VpcEndpoint: paid } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      ServiceName: service('secretsmanager'),
      VpcEndpointType: 'Interface',
      SubnetIds: [SubnetId],
    }),
  );
  const { TransitGateway } = await ec2.send(new CreateTransitGatewayCommand({ Description: 'hub' }));
  const gatewayId = given(TransitGateway?.TransitGatewayId, 'TransitGatewayId');
  const { TransitGatewayVpcAttachment: attachment } = await ec2.send(
    new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId: gatewayId, VpcId, SubnetIds: [SubnetId] }),
  );
  const { CustomerGateway } = await ec2.send(
    new CreateCustomerGatewayCommand({ Type: 'ipsec.1', PublicIp: '203.0.113.9', BgpAsn: 65_534 }),
  );
  const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
  const { VpnConnection } = await ec2.send(
    new CreateVpnConnectionCommand({
      Type: 'ipsec.1',
      CustomerGatewayId: CustomerGateway?.CustomerGatewayId,
      VpnGatewayId: VpnGateway?.VpnGatewayId,
    }),
  );
  ec2.destroy();
  return [
    made('aws:ec2:nat-gateway', NatGateway?.NatGatewayId, { networkId: VpcId, connectivity: 'public', siblings: 0 }),
    made('aws:ec2:address', AllocationId),
    made('aws:ec2:vpc-endpoint', free?.VpcEndpointId, { flavor: 'gateway', serviceName: service('s3') }),
    made('aws:ec2:vpc-endpoint', paid?.VpcEndpointId, { flavor: 'interface', subnetIds: [SubnetId] }),
    made('aws:ec2:transit-gateway-attachment', attachment?.TransitGatewayAttachmentId, {
      gatewayId,
      attachedKind: 'network',
      attachedId: VpcId,
    }),
    made('aws:ec2:vpn-connection', VpnConnection?.VpnConnectionId, {
      gatewayId: VpnGateway?.VpnGatewayId,
      gatewayKind: 'vpn-gateway',
    }),
  ];
}

export async function balancers({ client, network, base, accountId, regionId }: FleetPlace): Promise<readonly Made[]> {
  const elbv2 = new ElasticLoadBalancingV2Client(client);
  const create = async (Name: string, Type: 'application' | 'network'): Promise<string> => {
    const input = { Name, Type, Subnets: [...network.subnetIds], Scheme: 'internal' as const };
    const { LoadBalancers: [balancer] = [] } = await elbv2.send(new CreateLoadBalancerCommand(input));
    return given(balancer?.LoadBalancerArn, 'LoadBalancerArn');
  };
  const [used, empty] = [await create('used', 'application'), await create('empty', 'network')];
  const { TargetGroups: [group] = [] } = await elbv2.send(
    new CreateTargetGroupCommand({
      Name: 'web',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: network.vpcId,
      TargetType: 'instance',
    }),
  );
  const TargetGroupArn = given(group?.TargetGroupArn, 'TargetGroupArn');
  const [first, second] = base.instances;
  const targets = [first, second].flatMap((instance) => (instance ? [{ Id: instance.id }] : []));
  await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: targets }));
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: used,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  elbv2.destroy();
  const elb = new ElasticLoadBalancingClient(client);
  const Listeners = [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }];
  for (const LoadBalancerName of ['classic-used', 'classic-empty']) {
    await elb.send(new CreateClassicCommand({ LoadBalancerName, Listeners, AvailabilityZones: [`${regionId}a`] }));
  }
  await elb.send(
    new RegisterInstancesWithLoadBalancerCommand({
      LoadBalancerName: 'classic-used',
      Instances: [{ InstanceId: given(first?.id, 'an instance') }],
    }),
  );
  elb.destroy();
  const classicArn = (name: string) => `arn:aws:elasticloadbalancing:${regionId}:${accountId}:loadbalancer/${name}`;
  const classic = 'aws:elasticloadbalancing:classic-loadbalancer';
  return [
    made('aws:elasticloadbalancing:loadbalancer', used, { flavor: 'application', internetFacing: false, name: 'used' }),
    made('aws:elasticloadbalancing:loadbalancer', empty, {
      flavor: 'network',
      targets: { groups: 0, registered: 0, healthy: 0, unchecked: 0, kinds: [] },
    }),
    made(classic, classicArn('classic-used'), { flavor: 'classic', name: 'classic-used' }),
    made(classic, classicArn('classic-empty'), {
      targets: { groups: 0, registered: 0, healthy: 0, unchecked: 0, kinds: [] },
    }),
  ];
}

/** Of the whole account: made once, in its first region. */
export async function zones({ client, accountId }: FleetPlace): Promise<readonly Made[]> {
  const route53 = new Route53Client(client);
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: `a${accountId}.example.com`, CallerReference: 'fill' }),
  );
  const Id = given(HostedZone?.Id, 'a hosted zone');
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: Id,
      ChangeBatch: {
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: {
              Name: `www.a${accountId}.example.com`,
              Type: 'A',
              TTL: 300,
              ResourceRecords: [{ Value: '192.0.2.1' }],
            },
          },
        ],
      },
    }),
  );
  route53.destroy();
  return [made('aws:route53:hostedzone', Id.replace('/hostedzone/', ''), { isPrivate: false, recordCount: 3 })];
}
