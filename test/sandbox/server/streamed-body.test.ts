import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type HttpListener } from '../../../src/sandbox/server/http-server.ts';
import { halfOfBody, StreamedBody, type Outcome, type WireRequest } from '../../../src/sandbox/server/wire.ts';

let listener: HttpListener | undefined;
afterEach(() => listener?.close());

const size = 3_000_000;
const stream = new StreamedBody(size, function* () {
  for (let at = 0; at < size; at += 100_000) yield Buffer.alloc(100_000, at / 100_000);
});

async function serve(answer: (request: WireRequest) => Outcome, keepsEncoding?: () => boolean): Promise<string> {
  listener = await listen(0, async (request) => answer(request), keepsEncoding);
  return `http://127.0.0.1:${listener.port}`;
}

describe('streamed bodies', () => {
  it('are sent whole, with their size', async () => {
    const url = await serve(() => ({ kind: 'reply', reply: { status: 200, headers: {}, body: stream } }));
    const answer = await fetch(url);
    expect(answer.headers.get('content-length')).toBe(String(size));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes).toHaveLength(size);
    expect([bytes[0], bytes[100_000], bytes[size - 1]]).toEqual([0, 1, 29]);
  });

  it('break in the middle when they are to', async () => {
    const url = await serve(() => ({ kind: 'truncated', reply: { status: 200, headers: {}, body: stream } }));
    await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  });

  it('have halves of half the size, cut inside a chunk', async () => {
    const half = halfOfBody(new StreamedBody(7, () => [Buffer.from('abcd'), Buffer.from('efg')]));
    expect(half).toBeInstanceOf(StreamedBody);
    const chunks = [];
    for await (const chunk of (half as StreamedBody).open()) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('abc');
  });

  it('answer HEAD with the size of what GET would bring', async () => {
    const headers = { 'content-length': '12345' };
    const url = await serve(() => ({ kind: 'reply', reply: { status: 200, headers, body: '' } }));
    const answer = await fetch(url, { method: 'HEAD' });
    expect(answer.headers.get('content-length')).toBe('12345');
    expect(await answer.text()).toBe('');
  });
});

describe('compressed requests', () => {
  const echo = ({ body }: WireRequest): Outcome => ({ kind: 'reply', reply: { status: 200, headers: {}, body } });
  const post = (url: string) =>
    fetch(url, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: gzipSync('plain') });

  it('are decompressed, unless their service keeps the encoding', async () => {
    expect(await (await post(await serve(echo))).text()).toBe('plain');
    await listener?.close();
    const kept = await post(await serve(echo, () => true));
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(gzipSync('plain'));
  });
});
