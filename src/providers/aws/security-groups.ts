import { z } from 'zod';
import type { RowsAside } from './read-aside.ts';

const Permission = z.object({
  // EC2 always sends both lists; one that is missing was not read, which must not pass for "no rule".
  IpRanges: z.array(z.object({ CidrIp: z.string() })),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })),
});

const Group = z.object({ GroupId: z.string().min(1), IpPermissions: z.array(Permission) });

type Group = z.infer<typeof Group>;

export const SecurityGroups: RowsAside<Group> = {
  operation: 'ec2:DescribeSecurityGroups',
  page: z.object({ SecurityGroups: z.array(Group) }),
  list: 'SecurityGroups',
  rowId: 'GroupId',
};

/**
 * Whether some rule lets packets in from a public IPv4 address. A prefix list may hold any address. Rules that name
 * other groups let private addresses in, and IPv6 rules have nothing to do with a public IPv4 address.
 */
export const isOpenToInternet = ({ IpPermissions }: Group): boolean =>
  IpPermissions.some(
    ({ IpRanges, PrefixListIds }) => PrefixListIds.length > 0 || IpRanges.some(({ CidrIp }) => !isPrivate(CidrIp)),
  );

/** RFC 1918, RFC 6598 (carrier-grade NAT) and RFC 3927 (link-local). */
const privateRanges = [
  [ipv4('10.0.0.0'), 8],
  [ipv4('172.16.0.0'), 12],
  [ipv4('192.168.0.0'), 16],
  [ipv4('100.64.0.0'), 10],
  [ipv4('169.254.0.0'), 16],
] as const;

/** Whether the whole range is private. What is no range counts as public: it may be anything. */
function isPrivate(cidr: string): boolean {
  const [address = '', bits = '32'] = cidr.split('/');
  const from = ipv4(address);
  const length = Number(bits);
  if (Number.isNaN(from) || !Number.isInteger(length)) return false;
  return privateRanges.some(
    ([start, prefix]) =>
      length >= prefix && Math.floor(from / 2 ** (32 - prefix)) === Math.floor(start / 2 ** (32 - prefix)),
  );
}

function ipv4(text: string): number {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return Number.NaN;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
