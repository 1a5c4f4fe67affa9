import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLimitedServer } from './server-limits.ts';

let server: Server;
afterEach(() => server.close());

async function listen(): Promise<number> {
  server = createLimitedServer({ headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 });
  server.on('request', (req, res) => {
    req.resume().on('end', () => res.end('whole'));
    // Hung up on while it is still sending.
    req.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Sends `start`, then a byte every 20 ms. @returns what the server said before it hung up. */
async function drip(port: number, start: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let heard = '';
  socket.on('data', (text: string) => {
    heard += text;
  });
  socket.on('error', () => undefined);
  socket.write(start);
  // After reading: a byte to a server that hung up takes with it what was not read yet.
  const drops = setInterval(() => setImmediate(() => socket.write('a')), 20);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(drops);
  return heard;
}

describe('where a request ends is said once', () => {
  it.each([
    ['by length and by chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['by two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
    ['by an unknown coding', 'Transfer-Encoding: chunked, x'],
    ['by a folded line', 'Transfer-Encoding:\r\n chunked\r\nContent-Length: 5'],
  ])('%s is refused, and what follows is no request', async (_how, framing) => {
    const start = `POST / HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`;
    const heard = await drip(await listen(), start);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).not.toContain('whole');
  });
});

describe('a client that takes its time', () => {
  it('over its headers is hung up on', async () => {
    expect(await drip(await listen(), 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')).toContain(' 408 ');
  });

  it('over its body is hung up on', async () => {
    const start = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n';
    expect(await drip(await listen(), start)).toContain(' 408 ');
  });

  it('and one with endless headers too', async () => {
    expect(await drip(await listen(), `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}`)).toContain(' 431 ');
  });

  it('holds up nobody else', async () => {
    const port = await listen();
    const slow = Array.from({ length: 50 }, () => drip(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '));
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('whole');
    await Promise.all(slow);
  });
});
