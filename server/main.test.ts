import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerOwner } from './testing/test-server.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(folder, { recursive: true });
});

/** The server as people start it. */
function start(...args: string[]) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), '--data', join(folder, 'data'), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  children.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += chunk));
  child.stderr.on('data', (chunk) => (output.err += chunk));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, ...output }));
  const ready = once(createInterface({ input: child.stdout }), 'line').then(([line]) => JSON.parse(String(line)));
  return { child, ready, ended };
}

async function stop({ child, ended }: ReturnType<typeof start>) {
  child.kill('SIGTERM');
  return ended;
}

/** Every file and what is in it. */
function readTree(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted((a, b) => a.localeCompare(b));
  return new Map(paths.map((path) => [relative(root, path), readFileSync(path).toString('base64')]));
}

/** @returns the sentence of the one line on standard error. */
async function failure(...args: string[]): Promise<string> {
  const { code, out, err } = await start(...args).ended;
  expect([code, out]).toEqual([1, '']);
  return JSON.parse(err).fatal;
}

// A process takes its time to start where many do.
describe('server process', { timeout: 60_000 }, () => {
  it('prints one line when ready, serves, and closes on SIGTERM', async () => {
    const server = start('--port', '0');
    const ready = await server.ready;
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      portalUrl: `${ready.url}/`,
      posterUrl: null,
      demo: null,
    });
    expect((await fetch(`${ready.url}/readyz`)).status).toBe(200);
    const { code, out } = await stop(server);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('ends open event streams when it closes', async () => {
    const server = start('--port', '0', '--demo');
    const { url, demo } = await server.ready;
    const signIn = await fetch(`${url}/api/portal/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: demo.login, password: demo.password }),
    });
    const cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { venues } = await (await fetch(`${url}/api/portal/v1/venues`, { headers: { cookie } })).json();
    const stream = await fetch(`${url}/api/portal/v1/venues/${venues[0].id}/visits/stream`, { headers: { cookie } });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const { code } = await stop(server);
    expect(code).toBe(0);
    await stream.text();
  });

  it('keeps personal data and codes out of its log', async () => {
    const server = start('--port', '0', '--demo');
    const { url, posterUrl, demo } = await server.ready;
    const code = new URL(posterUrl).pathname.split('/').at(-1) ?? '';
    await fetch(`${url}/api/visitor/v1/entrances/${code}?x=secret-in-query`);
    await fetch(`${url}/v/${code}`);
    await fetch(`${url}/api/portal/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: demo.login, password: demo.password }),
    });
    const { err } = await stop(server);
    expect(err).toContain('/api/visitor/v1/entrances/:code');
    for (const secret of [code, 'secret-in-query', demo.login, demo.password, '127.0.0.1']) {
      expect(err).not.toContain(secret);
    }
  });

  it('logs who was refused and why, in UTC, and which session or network it was', async () => {
    const server = start('--port', '0');
    const { url } = await server.ready;
    const owner = await registerOwner(url);
    await owner.call('GET', '/ward/board');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ email: owner.me.email, password: 'a wrong one' });
    await fetch(`${url}/api/portal/v1/sessions`, { method: 'POST', headers, body });
    const { err } = await stop(server);
    const lines = err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const common = { time: expect.stringMatching(/Z$/), net: '127.0.0.0/24', requestId: expect.any(String) };
    const by = expect.stringMatching(/^[\da-f-]{36}$/);
    const wardBoard = { ...common, by, method: 'GET', route: '/api/portal/v1/ward/board', status: 403 };
    const signIn = { ...common, method: 'POST', route: '/api/portal/v1/sessions', status: 401 };
    expect(lines).toContainEqual(expect.objectContaining({ ...wardBoard, refused: 'not-allowed' }));
    expect(lines).toContainEqual(expect.objectContaining({ ...signIn, refused: 'wrong-credentials' }));
  });

  it('is the only one on its folder: a second one says so and changes nothing; a crash gives the folder free', async () => {
    const first = start('--port', '0');
    await first.ready;
    const readKept = () => [...readTree(join(folder, 'data'))].filter(([name]) => !name.endsWith('-shm'));
    const before = readKept();
    expect(await failure('--port', '0')).toBe(
      `A server is running on ${join(folder, 'data')} already: nothing was changed.`,
    );
    expect(readKept()).toEqual(before);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const next = start('--port', '0');
    expect(await next.ready).toMatchObject({ ready: true });
    expect((await stop(next)).code).toBe(0);
  });

  it.each([
    ['missing', (kek: string) => renameSync(kek, join(folder, 'kek-elsewhere')), 'is missing'],
    ['wrong', (kek: string) => writeFileSync(kek, `${Buffer.alloc(32, 7).toString('base64url')}\n`), 'does not open'],
    ['damaged', (kek: string) => writeFileSync(kek, 'half a k'), 'does not open'],
  ])(
    'does not start with a %s key file, and changes nothing, not even after a crash',
    async (_how, damage, sentence) => {
      const first = start('--port', '0', '--demo');
      await first.ready;
      // What a crash leaves, logs that nobody folded in among it, must stay as it is too.
      first.child.kill('SIGKILL');
      await once(first.child, 'exit');
      damage(join(folder, 'data/secrets/kek'));
      const before = readTree(join(folder, 'data'));
      expect([...before.keys()]).toContain('server.db-wal');
      expect(await failure('--port', '0')).toContain(sentence);
      expect(readTree(join(folder, 'data'))).toEqual(before);
    },
  );

  it('says when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await failure('--port', String(port))).toBe(`Port ${port} is taken: choose another with --port N.`);
    other.close();
  });
});
