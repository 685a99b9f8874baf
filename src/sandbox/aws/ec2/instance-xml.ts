import type { AwsAddress, AwsInstance, AwsVolume } from '../../estate/model.ts';
import { licenceOf, PLATFORMS } from '../../estate/licences.ts';
import { instanceType } from '../../estate/prices.ts';
import { zoneId } from '../regions.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';
import { siblingId, tagSet } from './fragments.ts';

/** The codes by which EC2 numbers an instance's states. */
export const stateCodes: Readonly<Record<AwsInstance['state'], number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** `<code>` and `<name>` of a state. */
export function stateXml(state: AwsInstance['state']): string {
  return `<code>${stateCodes[state]}</code><name>${state}</name>`;
}

/** What hangs on an instance and is told with it. */
export interface InstanceParts {
  readonly volumes: readonly AwsVolume[];
  readonly address: AwsAddress | undefined;
}

/** A reservation in DescribeInstances. Here each instance was launched by a request of its own. */
export function reservationXml(instance: AwsInstance, parts: InstanceParts): string {
  return (
    element('reservationId', reservationId(instance)) +
    element('ownerId', instance.accountId) +
    '<groupSet/><instancesSet><item>' +
    instanceXml(instance, parts) +
    '</item></instancesSet>'
  );
}

export function reservationId(instance: AwsInstance): string {
  return siblingId('r', instance.id);
}

function instanceXml(instance: AwsInstance, parts: InstanceParts): string {
  const type = instanceType(instance.type);
  return (
    element('instanceId', instance.id) +
    element('imageId', instance.imageId) +
    `<instanceState>${stateXml(instance.state)}</instanceState>` +
    element('privateDnsName', instance.state === 'terminated' ? '' : privateDnsName(instance)) +
    element('dnsName', publicDnsName(instance.region, publicIpOf(instance, parts.address))) +
    element('reason', instance.stateTransitionReason) +
    '<amiLaunchIndex>0</amiLaunchIndex><productCodes/>' +
    element('instanceType', instance.type) +
    element('launchTime', xmlTime(instance.launchedAt)) +
    placementXml(instance) +
    (instance.platform === 'windows' ? '<platform>Windows</platform>' : '') +
    `<monitoring><state>${instance.detailedMonitoring ? 'enabled' : 'disabled'}</state></monitoring>` +
    networkXml(instance, parts.address) +
    stateReasonXml(instance) +
    element('architecture', instance.architecture) +
    '<rootDeviceType>ebs</rootDeviceType>' +
    element('rootDeviceName', instance.rootDeviceName) +
    itemList(
      'blockDeviceMapping',
      parts.volumes.flatMap((volume) => blockDevices(volume, instance.id)),
    ) +
    '<virtualizationType>hvm</virtualizationType><clientToken/>' +
    tagSet(instance.tags) +
    '<hypervisor>xen</hypervisor>' +
    lifecycleXml(instance) +
    `<ebsOptimized>true</ebsOptimized><enaSupport>${instance.lacksEna !== true}</enaSupport>` +
    cpuXml(instance, type?.vcpu) +
    element('capacityReservationId', instance.capacityReservationId) +
    '<capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification>' +
    '<hibernationOptions><configured>false</configured></hibernationOptions>' +
    '<metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint><httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions>' +
    '<enclaveOptions><enabled>false</enabled></enclaveOptions>' +
    element('platformDetails', platformOf(instance).details) +
    element('usageOperation', platformOf(instance).operation) +
    element('usageOperationUpdateTime', xmlTime(instance.createdAt)) +
    '<maintenanceOptions><autoRecovery>default</autoRecovery></maintenanceOptions>'
  );
}

function placementXml(instance: AwsInstance): string {
  return (
    '<placement>' +
    element('availabilityZone', instance.zone) +
    element('availabilityZoneId', zoneId(instance.zone)) +
    '<groupName/>' +
    element('tenancy', instance.hostId === undefined ? 'default' : 'host') +
    element('hostId', instance.hostId) +
    '</placement>'
  );
}

/** What is billed. Source: EC2 User Guide, "AMI billing information fields". */
export function platformOf(instance: AwsInstance): { readonly details: string; readonly operation: string } {
  const licence = licenceOf(instance);
  return licence === undefined ? { details: 'Linux/UNIX', operation: 'RunInstances' } : PLATFORMS[licence];
}

function networkXml(instance: AwsInstance, address: AwsAddress | undefined): string {
  if (instance.state === 'terminated') return '<groupSet/><networkInterfaceSet/>';
  const groups = `<groupSet><item>${groupXml(instance)}</item></groupSet>`;
  return (
    element('subnetId', instance.subnetId) +
    element('vpcId', instance.vpcId) +
    element('privateIpAddress', instance.privateIp) +
    element('ipAddress', publicIpOf(instance, address)) +
    '<sourceDestCheck>true</sourceDestCheck>' +
    groups +
    `<networkInterfaceSet><item>${interfaceXml(instance, address, groups)}</item></networkInterfaceSet>`
  );
}

function interfaceXml(instance: AwsInstance, address: AwsAddress | undefined, groups: string): string {
  const publicIp = publicIpOf(instance, address);
  const association =
    publicIp === undefined
      ? ''
      : '<association>' +
        element('ipOwnerId', address ? instance.accountId : 'amazon') +
        element('publicDnsName', publicDnsName(instance.region, publicIp)) +
        element('publicIp', publicIp) +
        '</association>';
  const privateIp =
    element('privateIpAddress', instance.privateIp) + element('privateDnsName', privateDnsName(instance));
  const attachment =
    element('attachmentId', siblingId('eni-attach', instance.id)) +
    '<deviceIndex>0</deviceIndex><status>attached</status>' +
    element('attachTime', xmlTime(instance.createdAt)) +
    '<deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex>';
  return (
    element('networkInterfaceId', address?.networkInterfaceId ?? siblingId('eni', instance.id)) +
    element('subnetId', instance.subnetId) +
    element('vpcId', instance.vpcId) +
    '<description/>' +
    element('ownerId', instance.accountId) +
    '<status>in-use</status>' +
    element('macAddress', macAddress(instance.id)) +
    privateIp +
    '<sourceDestCheck>true</sourceDestCheck>' +
    groups +
    `<attachment>${attachment}</attachment>` +
    association +
    `<privateIpAddressesSet><item>${privateIp}<primary>true</primary>${association}</item></privateIpAddressesSet>` +
    '<ipv6AddressesSet/><interfaceType>interface</interfaceType>'
  );
}

function groupXml(instance: AwsInstance): string {
  return element('groupId', siblingId('sg', instance.vpcId)) + element('groupName', 'default');
}

function stateReasonXml(instance: AwsInstance): string {
  if (instance.state === 'running' || instance.state === 'pending') return '';
  const code = instance.lifecycle === 'spot' ? 'Server.SpotInstanceTermination' : 'Client.UserInitiatedShutdown';
  const message = instance.lifecycle === 'spot' ? 'Spot instance termination' : 'User initiated shutdown';
  return `<stateReason><code>${code}</code><message>${code}: ${message}</message></stateReason>`;
}

function lifecycleXml(instance: AwsInstance): string {
  if (instance.lifecycle !== 'spot') return '';
  const request = instance.id.slice(2, 10);
  return `<instanceLifecycle>spot</instanceLifecycle>${element('spotInstanceRequestId', `sir-${request}`)}`;
}

function cpuXml(instance: AwsInstance, vcpus: number | undefined): string {
  if (vcpus === undefined) return '';
  const threads = instance.architecture === 'arm64' || vcpus === 1 ? 1 : 2;
  return `<cpuOptions><coreCount>${vcpus / threads}</coreCount><threadsPerCore>${threads}</threadsPerCore></cpuOptions>`;
}

function blockDevices(volume: AwsVolume, instanceId: string): readonly string[] {
  return volume.attachments
    .filter((attachment) => attachment.instanceId === instanceId && attachment.state !== 'detached')
    .map(
      ({ device, attachedAt, deleteOnTermination, state }) =>
        element('deviceName', device) +
        '<ebs>' +
        element('volumeId', volume.id) +
        // The instance's view knows no `busy`.
        element('status', state === 'busy' ? 'detaching' : state) +
        element('attachTime', xmlTime(attachedAt)) +
        element('deleteOnTermination', deleteOnTermination) +
        '</ebs>',
    );
}

export function privateDnsName({ privateIp, region }: AwsInstance): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${privateIp.replaceAll('.', '-')}.${domain}`;
}

/** An Elastic IP stays with a stopped instance; an address of Amazon's pool does not. */
export function publicIpOf(instance: AwsInstance, address: AwsAddress | undefined): string | undefined {
  return address?.publicIp ?? instance.publicIp;
}

export function publicDnsName(region: string, publicIp: string | undefined): string {
  if (publicIp === undefined) return '';
  const domain = region === 'us-east-1' ? 'compute-1' : `${region}.compute`;
  return `ec2-${publicIp.replaceAll('.', '-')}.${domain}.amazonaws.com`;
}

/** A locally administered address, the same for the same instance. */
function macAddress(instanceId: string): string {
  const digits = instanceId.slice(-10);
  return `0a:${digits.match(/../g)?.join(':') ?? ''}`;
}
