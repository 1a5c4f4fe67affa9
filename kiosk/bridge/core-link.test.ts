import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { onThisMachine } from '#shared/testing/machine-pace.ts';
import type { PushPayload } from './contract.ts';
import { CoreLink, type CoreProcess } from './core-link.ts';

const script = fileURLToPath(new URL('./testing/stub-core.ts', import.meta.url));
const ends: (() => Promise<void>)[] = [];

function launch(args: readonly string[]): CoreProcess {
  const child = fork(script, args, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  ends.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return {
    send: (message) => void child.send(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    end: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
  };
}

function startLink(args: readonly string[] = []) {
  const views: PushPayload<'view'>[] = [];
  const refusals: number[] = [];
  const wishes: string[] = [];
  const losses: string[] = [];
  const link = new CoreLink(() => launch(args), {
    push: (push, payload) => push === 'view' && views.push(payload as PushPayload<'view'>),
    host: (wish) => wishes.push(wish.do),
    lost: (why) => losses.push(why),
    refused: (code) => refusals.push(code),
  });
  link.start();
  return { link, views, refusals, wishes, losses, screens: () => views.map(({ screen }) => screen.name) };
}

const until = (condition: () => void): Promise<void> => vi.waitFor(condition, { timeout: 10_000, interval: 10 });

type Started = ReturnType<typeof startLink>;
const BACK_WITHIN_MS = 3_000;

/** Until it shows again what it showed before. */
async function untilBack({ screens }: Started, before: number): Promise<void> {
  await vi.waitFor(() => expect(screens().slice(before)).toEqual(expect.arrayContaining(['out-of-order', 'idle'])), {
    interval: 10,
  });
}

const scan = (text: string) => ({ text, encoding: 'text', source: 'camera', seenAt: 1 });

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

describe('core link', () => {
  it('passes calls to the core and its pushes to the screen', async () => {
    const { link, views } = startLink();
    expect(await link.call('view', {})).toMatchObject({ screen: { name: 'idle' } });
    expect(await link.call('intent', { do: 'touch' })).toEqual({});
    await until(() => expect(views.map(({ language }) => language)).toContain('en'));
    await link.end();
  });

  it('lets nothing through that the contract does not list', async () => {
    const { link } = startLink();
    await expect(async () => link.call('intent', { do: 'format-disk' })).rejects.toThrow(/Invalid/);
    await expect(async () => link.call('scan', { ...scan('x'), more: 1 })).rejects.toThrow(/more/);
    await expect(link.call('scan', scan('fail'))).rejects.toThrow('failed');
    await link.end();
  });

  it('shows out-of-order while a crashed core starts again, and does not repeat what it died of', async () => {
    const { link, screens, refusals } = startLink();
    await until(() => expect(screens()).toEqual(['idle']));
    await expect(link.call('scan', scan('crash'))).rejects.toThrow('the core ended');
    expect(screens()).toEqual(['idle', 'out-of-order']);
    // A call made meanwhile waits for the next core.
    expect(await link.call('intent', { do: 'cancel' })).toEqual({});
    await until(() => expect(screens()).toEqual(['idle', 'out-of-order', 'idle']));
    expect(refusals).toEqual([]);
    await link.end();
  });

  it('has a hung core replaced within three seconds, again and again', { retry: 2, timeout: 40_000 }, async () => {
    const started = startLink();
    const { link, views, losses } = started;
    await until(() => expect(views).not.toEqual([]));
    for (let times = 1; times <= 2; times += 1) {
      await link.call('view', {});
      const before = views.length;
      const since = performance.now();
      const hanging = link.call('scan', scan('hang')).catch((error: Error) => error.message);
      await untilBack(started, before);
      expect(performance.now() - since).toBeLessThan(onThisMachine(BACK_WITHIN_MS));
      expect(await hanging).toBe('the core ended');
      expect(losses).toHaveLength(times);
    }
    expect(losses).toEqual(['hung', 'hung']);
    await link.end();
  });

  it('leaves a core alone that is slow to write', async () => {
    const { link, views, losses } = startLink();
    await until(() => expect(views).not.toEqual([]));
    for (let times = 0; times < 3; times += 1) expect(await link.call('scan', scan('block 1400'))).toEqual({});
    expect(losses).toEqual([]);
    await link.end();
  });

  it('starts a core that dies again and again more and more slowly', async () => {
    const started = startLink();
    const { link, views } = started;
    await until(() => expect(views).not.toEqual([]));
    const tookMs: number[] = [];
    for (let times = 0; times < 4; times += 1) {
      const before = views.length;
      const since = performance.now();
      await expect(link.call('scan', scan('crash'))).rejects.toThrow('the core ended');
      await untilBack(started, before);
      tookMs.push(performance.now() - since);
    }
    expect(tookMs[0]).toBeLessThan(onThisMachine(BACK_WITHIN_MS));
    expect(tookMs[3]).toBeGreaterThan(1_000);
    await link.end();
  });

  it('tells its host, and not the screen, what the staff want of it', async () => {
    const { link, wishes, views } = startLink();
    await link.call('scan', scan('leave'));
    await until(() => expect(wishes).toEqual(['leave']));
    expect(views.every((view) => 'screen' in view)).toBe(true);
    await link.end();
  });

  it('says when the core refuses to start', async () => {
    const { link, refusals } = startLink(['--refuse']);
    await until(() => expect(refusals).toEqual([1]));
    await link.end();
  });
});
