import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { BridgeMessage } from '#kiosk/bridge/contract.ts';
import { HostLog } from '#kiosk/host/host-log.ts';
import { type BrowserHost, CoreRefused, startBrowserHost } from './browser-host.ts';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function call(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    // Not fetch: it tidies the path and forbids the very headers that are under test.
    const path = url.slice(new URL(url).origin.length) || '/';
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

const cookieOf = ({ headers }: Reply): string => (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';

let folder = '';
let screen = '';
let log: HostLog;
const hosts: BrowserHost[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'browser-host-'));
  screen = join(folder, 'renderer');
  log = new HostLog(folder);
  mkdirSync(join(screen, 'assets'), { recursive: true });
  writeFileSync(join(screen, 'index.html'), '<!doctype html><html><head></head><body>kiosk</body></html>');
  writeFileSync(join(screen, 'assets', 'index-AbC_1-x.js'), 'export {};');
  writeFileSync(join(folder, 'secret.html'), 'secret');
});

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

async function start(port = 0): Promise<{ host: BrowserHost; origin: string; token: string }> {
  const coreArgs = ['--data', mkdtempSync(join(folder, 'data-'))];
  const host = await startBrowserHost({ port, folder: screen, coreArgs, log });
  hosts.push(host);
  const { origin, searchParams } = new URL(host.url);
  return { host, origin, token: searchParams.get('token') ?? '' };
}

async function openSession() {
  const { host, origin, token } = await start();
  return { host, origin, cookie: cookieOf(await call(`${origin}/?token=${token}`)) };
}

describe('who may have the kiosk', () => {
  it('exchanges the token of the printed link once, for a cookie no script can read, and takes it out of the address', async () => {
    const { origin, token } = await start();
    const first = await call(`${origin}/?token=${token}`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(first.headers['set-cookie']?.[0]).not.toContain(token);

    const cookie = cookieOf(first);
    expect(await call(`${origin}/`, { cookie })).toMatchObject({ status: 200 });
    // Opening the link again in the same browser is no offence; in another it is explained.
    expect(await call(`${origin}/?token=${token}`, { cookie })).toMatchObject({ status: 303 });
    const second = await call(`${origin}/?token=${token}`);
    expect(second.status).toBe(403);
    expect(second.body).toContain('already used');
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('shows nothing without the cookie', async () => {
    const { origin } = await start();
    for (const path of ['/', '/index.html', '/assets/index-AbC_1-x.js', '/?token=wrong', '/secret.html']) {
      const reply = await call(origin + path, { cookie: 'kiosk-1=x; other=y' });
      expect(reply.status).toBe(403);
      expect(reply.body).toContain('printed in the terminal');
    }
  });

  it('is there only under its own address, and only for its own page', async () => {
    const { origin, cookie } = await openSession();
    const port = new URL(origin).port;
    for (const headers of [
      { host: `evil.example:${port}` },
      { host: `localhost:${port}` },
      { host: '127.0.0.1' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect((await call(`${origin}/`, { cookie, ...headers })).status).toBe(421);
    }
    expect((await call(`${origin}/`, { cookie, origin })).status).toBe(200);
  });

  it('listens on 127.0.0.1 alone', async () => {
    const { origin } = await start();
    expect(new URL(origin).hostname).toBe('127.0.0.1');
    // The same port is free on another address of this machine.
    const other = createServer().listen(Number(new URL(origin).port), '127.0.0.2');
    await once(other, 'listening');
    other.close();
  });
});

describe('a kiosk that shows itself to another browser', () => {
  it('shuts the one before out: its cookie, its link and its open page', async () => {
    const { host, origin, cookie } = await openSession();
    const page = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, { headers: { origin, cookie } });
    await once(page, 'open');
    const gone = once(page, 'close');
    const link = host.mintLink();
    await gone;
    expect((await call(`${origin}/`, { cookie })).status).toBe(403);
    const second = await call(link);
    expect(second.status).toBe(303);
    expect((await call(`${origin}/`, { cookie: cookieOf(second) })).status).toBe(200);
    expect((await call(link)).status).toBe(403);
    const unused = host.mintLink();
    host.mintLink();
    expect((await call(unused)).status).toBe(403);
  });

  it('tells who started it what the staff want of it, and the screen nothing', async () => {
    const core = fileURLToPath(new URL('../bridge/testing/stub-core.ts', import.meta.url));
    const host = await startBrowserHost({ port: 0, folder: screen, core, coreArgs: [], log });
    hosts.push(host);
    const cookie = cookieOf(await call(host.url));
    const page = new WebSocket(`${host.origin.replace('http', 'ws')}/bridge`, {
      headers: { origin: host.origin, cookie },
    });
    const heard: string[] = [];
    page.on('message', (data: Buffer) => heard.push(data.toString()));
    await once(page, 'open');
    const args = { text: 'leave', encoding: 'text', source: 'camera', seenAt: 1 };
    page.send(JSON.stringify({ type: 'call', id: 1, channel: 'scan', args }));
    expect(await host.ended).toBe('leave');
    await vi.waitFor(() => expect(heard.join()).toContain('"answer"'));
    expect(heard.join()).not.toContain('"host"');
  });
});

describe('what is served', () => {
  it('is the screen under its strict policy, with a nonce of its own each time', async () => {
    const { origin, cookie } = await openSession();
    const [first, second] = [await call(`${origin}/`, { cookie }), await call(`${origin}/`, { cookie })];
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(first.body).toContain(`nonce="${nonce}"`);
    expect(second.headers['content-security-policy']).not.toBe(policy);
    expect(first.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  it('is the built files and nothing else', async () => {
    const { origin, cookie } = await openSession();
    const script = await call(`${origin}/assets/index-AbC_1-x.js`, { cookie });
    expect(script).toMatchObject({ status: 200, body: 'export {};' });
    expect(script.headers['content-type']).toContain('text/javascript');
    // A worker lives under the policy of its own script.
    expect(script.headers['content-security-policy']).toContain("'wasm-unsafe-eval'");
    for (const path of [
      '/../secret.html',
      '/%2e%2e/secret.html',
      '/assets/../../secret.html',
      '/assets',
      '/a.js',
      '//x',
      '/.env',
    ]) {
      expect((await call(origin + path, { cookie })).body).not.toBe('secret');
      expect((await call(origin + path, { cookie })).status).toBe(404);
    }
    expect((await call(`${origin}/`, { cookie }, 'POST')).status).toBe(405);
    expect(await call(`${origin}/`, { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('gives up when the core has a reason not to start: another kiosk uses the folder', async () => {
    const coreArgs = ['--data', mkdtempSync(join(folder, 'data-'))];
    hosts.push(await startBrowserHost({ port: 0, folder: screen, coreArgs, log }));
    await expect(startBrowserHost({ port: 0, folder: screen, coreArgs, log })).rejects.toThrow(CoreRefused);
  });

  it('is missing with one sentence when nobody built it, or the port is taken', async () => {
    const nowhere = startBrowserHost({ port: 0, folder: join(folder, 'none'), coreArgs: [], log });
    await expect(nowhere).rejects.toThrow('npm run build');
    const { origin } = await start();
    await expect(start(Number(new URL(origin).port))).rejects.toThrow(/already in use.*--port/);
  });
});

describe('the bridge', () => {
  class Page {
    readonly messages: BridgeMessage[] = [];
    readonly socket: WebSocket;
    constructor(origin: string, headers: Record<string, string>) {
      this.socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, { headers });
      this.socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as BridgeMessage));
    }
    get views() {
      return this.messages.flatMap((message) =>
        message.type === 'push' && message.push === 'view' ? [message.payload] : [],
      );
    }
    send(channel: string, args: unknown, id = 1): void {
      this.socket.send(JSON.stringify({ type: 'call', id, channel, args }));
    }
  }

  it('opens to our own page with the cookie, and to nobody else', async () => {
    const { origin, cookie } = await openSession();
    const strangers = [
      { cookie },
      { origin },
      { origin: 'https://evil.example', cookie },
      { origin, cookie: 'kiosk=1' },
    ];
    for (const headers of strangers) {
      const [error] = (await once(new Page(origin, headers).socket, 'error')) as [Error];
      expect(error.message).toContain('403');
    }
    const page = new Page(origin, { origin, cookie });
    await once(page.socket, 'open');
    page.send('view', {});
    await vi.waitFor(() => expect(page.messages).toContainEqual(expect.objectContaining({ type: 'answer', id: 1 })));
    expect(page.messages.find((message) => message.type === 'answer')?.result).toMatchObject({
      screen: { name: 'unpaired', pairing: 'waiting' },
    });
    page.socket.close();
  });

  it('outlives a stranger who knocks and runs away', async () => {
    const { origin } = await openSession();
    const { port, host } = new URL(origin);
    const knock = `GET /bridge HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    for (let times = 0; times < 50; times += 1) {
      const stranger = connect(Number(port), '127.0.0.1').on('error', () => {});
      await once(stranger, 'connect');
      stranger.write(knock.repeat(2), () => stranger.resetAndDestroy());
      await once(stranger, 'close');
    }
    expect((await call(`${origin}/`)).status).toBe(403);
  });

  it('answers what is not in the contract with a failure and goes on', async () => {
    const { origin, cookie } = await openSession();
    const page = new Page(origin, { origin, cookie });
    await once(page.socket, 'open');
    page.socket.send('no JSON');
    page.socket.send(Buffer.from([0, 1, 2]));
    page.send('format-disk', {}, 1);
    page.send('__proto__', {}, 2);
    page.send('intent', { do: 'cancel', more: 1 }, 3);
    page.send('intent', { do: 'set-language', language: 'en' }, 4);
    await vi.waitFor(() => expect(page.messages).toContainEqual({ type: 'answer', id: 4, result: {} }));
    expect(page.messages).toEqual(
      expect.arrayContaining([
        { type: 'failure', id: 1, reason: 'unknown-channel' },
        { type: 'failure', id: 2, reason: 'unknown-channel' },
        { type: 'failure', id: 3, reason: 'bad-arguments' },
      ]),
    );
    await vi.waitFor(() => expect(page.views.at(-1)).toMatchObject({ language: 'en' }));
    page.socket.close();
  });
});

describe('the program', () => {
  const script = fileURLToPath(new URL('./main.ts', import.meta.url));
  const programs: ChildProcess[] = [];

  afterEach(() => {
    for (const program of programs.splice(0)) program.kill('SIGKILL');
  });

  async function run(...args: string[]) {
    const program = spawn(execPath, [script, ...args]);
    programs.push(program);
    const ended = once(program, 'close').then(([code]) => code as number | null);
    const output = { stdout: '', stderr: '' };
    program.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
    program.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
    return { program, ended, output };
  }

  it.each([[['--open', '--windowed']], [['--help']]])('knows its switches: %j', async (switches) => {
    const { ended, output } = await run(...switches, ...(switches.includes('--help') ? [] : ['--port', '0']));
    await ended;
    expect(output.stderr + output.stdout).toMatch(/--data DIR is missing|--supervised {2,}whoever/);
  });

  it.each([
    ['no folder', [], '--data DIR is missing'],
    ['a bad port', ['--data', '/tmp/x', '--port', 'x'], '--port takes a number'],
    ['a bad address', ['--data', '/tmp/x', '--server', 'checkin.vn'], '--server takes an http(s) address'],
  ])('says one sentence and exits 1: %s', async (_, args, sentence) => {
    const { ended, output } = await run(...args);
    expect(await ended).toBe(1);
    expect(output.stderr).toContain(sentence);
    expect(output.stdout).toBe('');
  });

  // The screen must have been built for it to start; its own tests above need no build.
  it('shows out-of-order while a killed core is started again, and takes the core along when it ends', async ({
    skip,
  }) => {
    const data = mkdtempSync(join(folder, 'data-'));
    const { program, ended, output } = await run('--data', data, '--port', '0');
    await vi.waitFor(() => expect(output.stdout + output.stderr).not.toBe(''), { timeout: 15_000 });
    if (output.stderr.includes('not built')) skip('dist/renderer is not built');
    const { url } = JSON.parse(output.stdout) as { url: string };
    const { origin } = new URL(url);
    const cookie = cookieOf(await call(url));
    const screens: string[] = [];
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, { headers: { origin, cookie } });
    socket.on('message', (raw: Buffer) => {
      const message = JSON.parse(raw.toString()) as { payload?: { screen?: { name: string } } };
      if (message.payload?.screen) screens.push(message.payload.screen.name);
    });
    await once(socket, 'open');
    const core = (): number => Number(readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').trim());
    const first = core();
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(screens).toEqual(expect.arrayContaining(['out-of-order', 'unpaired'])), {
      timeout: 10_000,
    });
    const second = core();
    expect(second).not.toBe(first);
    program.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(() => process.kill(second, 0)).toThrow(/ESRCH/);
  });
});
