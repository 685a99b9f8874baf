import type { UnreadNote } from '../../domain/reports.ts';

/** `denied: ec2:DescribeVolumes (UnauthorizedOperation): …`: messages of clouds begin with their code already. */
export const whyUnread = ({ code, message }: Pick<UnreadNote, 'code' | 'message'>): string =>
  message.startsWith(`${code}:`) ? message : `${code}: ${message}`;
