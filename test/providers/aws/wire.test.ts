import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readWire } from './wire-service.ts';

describe('over the wire', () => {
  const xml = (response: ServerResponse, body: string, status = 200) =>
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  const oneVolume = (token = '') =>
    `<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId><size>8</size><volumeType>gp3</volumeType><status>available</status><createTime>2026-01-01T00:00:00.000Z</createTime><attachmentSet/></item></volumeSet>${token}</DescribeVolumesResponse>`;

  it.each`
    what                            | status | body                                                        | category
    ${'an HTML page instead'}       | ${200} | ${'<html>sign in</html>'}                                   | ${'malformed'}
    ${'an empty answer'}            | ${200} | ${''}                                                       | ${'malformed'}
    ${'an HTML page of a proxy'}    | ${502} | ${'<html><body>Bad Gateway</body>'}                         | ${'unavailable'}
    ${'an answer without its list'} | ${200} | ${'<DescribeVolumesResponse></DescribeVolumesResponse>'}    | ${'malformed'}
    ${'a time that is none'}        | ${200} | ${oneVolume().replace('2026-01-01T00:00:00.000Z', 'today')} | ${'malformed'}
  `('$what is $category, never an empty list', async ({ status, body, category }) => {
    const { pages, error } = await readWire('aws:ec2:volume', (response) => xml(response, body, status), 1);
    expect(pages).toEqual([]);
    expect(error?.category).toBe(category);
  });

  it('an empty list is an empty list', async () => {
    const { pages, error } = await readWire(
      'aws:ec2:volume',
      (response) => xml(response, '<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>'),
      1,
    );
    expect(error).toBeUndefined();
    expect(pages).toEqual([{ resources: [], unread: [] }]);
  });

  it('a token that repeats ends the listing with an error', async () => {
    const { pages, error } = await readWire(
      'aws:ec2:volume',
      (response) => xml(response, oneVolume('<nextToken>again</nextToken>')),
      1,
    );
    expect(error).toMatchObject({ category: 'malformed', message: expect.stringContaining('token') });
    expect(pages).toHaveLength(1);
  });

  it('a row that cannot be read is named; the others are read', async () => {
    const body = oneVolume().replace(
      '</volumeSet>',
      '<item><volumeId>vol-2</volumeId><size>big</size></item></volumeSet>',
    );
    const { pages, error } = await readWire('aws:ec2:volume', (response) => xml(response, body), 1);
    expect(error).toBeUndefined();
    expect(pages[0]?.resources.map(({ resourceId }) => resourceId)).toEqual(['vol-1']);
    expect(pages[0]?.unread).toMatchObject([{ resourceId: 'vol-2', reason: expect.stringContaining('Size') }]);
  });

  it('Retry-After of a real answer reaches the engine', async () => {
    const throttled =
      '<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow</Message></Error></Errors></Response>';
    const { pages, calls, events } = await readWire(
      'aws:ec2:volume',
      (response, call) => {
        if (call > 1) return xml(response, oneVolume());
        response.setHeader('retry-after', '1');
        return xml(response, throttled, 503);
      },
      2,
    );
    expect(calls).toBe(2);
    expect(events.filter(({ kind }) => kind === 'retry')).toMatchObject([
      { operation: 'ec2:DescribeVolumes', waitMs: 1000 },
    ]);
    expect(pages).toHaveLength(1);
  });

  it('the SDK makes no attempts of its own', async () => {
    const { calls } = await readWire('aws:ec2:volume', (response) => xml(response, '', 500), 1);
    expect(calls).toBe(1);
  });
});
