import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  isAlive,
  makeFakeProject,
  type RunningScript,
  readPid,
  removeFolder,
  runScriptOf,
} from './testing/fake-project.ts';

const READY = 'Ctrl-C ends it.';
const PATIENCE = { timeout: 15_000, interval: 20 };

let root: string;
let data: string;
const running: RunningScript[] = [];

function start(args: string[], env: NodeJS.ProcessEnv = {}): RunningScript {
  const script = runScriptOf(root, 'scripts/start.mjs', ['--data', data, '--port', '0', ...args], env);
  running.push(script);
  return script;
}

async function startReady(args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<RunningScript> {
  const script = start(args, env);
  await vi.waitFor(() => expect(script.output()).toContain(READY), PATIENCE);
  return script;
}

const kioskArgs = (): unknown => JSON.parse(readFileSync(join(data, 'kiosk-args.json'), 'utf8'));

beforeAll(() => {
  root = makeFakeProject();
});
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(async () => {
  for (const script of running.splice(0)) {
    script.process.kill();
    await script.ended;
  }
  removeFolder(data);
});
afterAll(() => removeFolder(root));

describe('npm start', () => {
  it('shows what runs where and how to sign in', async () => {
    const script = await startReady();
    expect(script.output()).toMatch(/Portal +http:\/\/127[.]0[.]0[.]1:\d+\/ +sign in: demo@example[.]vn {2}random/);
    expect(script.output()).toContain('http://127.0.0.1:8081/?token=t');
    expect(script.output()).toMatch(/Poster +http:.*\/v\/abc/);
  });

  it('pairs the kiosk once', async () => {
    const first = await startReady();
    expect(kioskArgs()).toMatchObject({ pair: 'K7QX-2M4P' });
    first.process.kill('SIGINT');
    await first.ended;
    await startReady();
    expect(kioskArgs()).not.toHaveProperty('pair');
  });

  it('begins empty when asked, and without a kiosk', async () => {
    const script = await startReady(['--no-demo', '--no-kiosk']);
    expect(script.output()).toContain('register your organisation there');
    expect(script.output()).not.toContain('Kiosk');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends what it started on a %s to itself alone', async (signal) => {
    const script = await startReady();
    const pids = [readPid(data, 'server'), readPid(data, 'kiosk')];
    expect(pids.map(isAlive)).toEqual([true, true]);
    script.process.kill(signal);
    expect(await script.ended).toBe(0);
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  it('gives the server one signal, and time, when Ctrl-C reaches the whole group', async () => {
    const script = await startReady();
    process.kill(-(script.process.pid ?? Number.NaN), 'SIGINT');
    expect(await script.ended).toBe(0);
    expect(existsSync(join(data, 'closed-well'))).toBe(true);
  });

  it('takes what it started along when it is killed without a word', async () => {
    const script = await startReady();
    const pids = [readPid(data, 'server'), readPid(data, 'kiosk')];
    script.process.kill('SIGKILL');
    await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]), PATIENCE);
  });

  it('ends with the last words of a server that died', async () => {
    const script = await startReady();
    const kiosk = readPid(data, 'kiosk');
    const url = /http:\/\/127[.]0[.]0[.]1:\d+/.exec(script.output())?.[0];
    await fetch(`${url}/die`).catch(() => undefined);
    expect(await script.ended).toBe(1);
    expect(script.output()).toContain('The server stopped unexpectedly (with code 3).');
    expect(script.output()).toContain('the disk is full');
    expect(isAlive(kiosk)).toBe(false);
  });

  it('lets the server go on when the kiosk is closed', async () => {
    const script = await startReady();
    process.kill(readPid(data, 'kiosk'));
    await vi.waitFor(() => expect(script.output()).toContain('The server goes on'), PATIENCE);
    expect(isAlive(readPid(data, 'server'))).toBe(true);
  });

  it('repeats the sentence with which the server refused to start', async () => {
    const script = start([], { FAKE_SERVER: 'fatal' });
    expect(await script.ended).toBe(1);
    expect(script.output().trim()).toBe('The data folder holds demo data.');
  });

  it('shows a QR code for a phone when it listens to the network', async () => {
    const script = await startReady(['--host', '0.0.0.0']);
    await vi.waitFor(() => expect(script.output()).toMatch(/[▀▄█]{3}/), PATIENCE);
  });
});

describe('npm start refuses in one sentence', () => {
  it('a taken port', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const taken = start(['--port', String(port)]);
    const takenByKiosk = start(['--kiosk-port', String(port)]);
    expect([await taken.ended, await takenByKiosk.ended]).toEqual([1, 1]);
    const words = `Port ${port} on 127.0.0.1 is already in use: end the program that uses it, or choose another with`;
    expect(taken.output().trim()).toBe(`${words} --port N.`);
    expect(takenByKiosk.output().trim()).toBe(`${words} --kiosk-port N.`);
    squatter.close();
  });

  it('a data folder that cannot be written', async () => {
    writeFileSync(join(data, 'file'), '');
    // Under /proc nothing can be made, whoever asks; Node's recursive mkdir would ask for ever.
    for (const folder of [join(data, 'file', 'inside'), '/proc/nowhere']) {
      const script = start(['--data', folder]);
      expect(await script.ended).toBe(1);
      expect(script.output().trim()).toMatch(
        /^The data folder .* cannot be written [(](?:ENOTDIR|ENOENT)[)]: .*--data DIR[.]$/,
      );
    }
  });
});
