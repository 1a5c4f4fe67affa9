import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
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
  };
}

function startLink(args: readonly string[] = []) {
  const views: PushPayload<'view'>[] = [];
  const refusals: number[] = [];
  const link = new CoreLink(() => launch(args), {
    push: (push, payload) => push === 'view' && views.push(payload as PushPayload<'view'>),
    refused: (code) => refusals.push(code),
  });
  link.start();
  return { link, views, refusals, screens: () => views.map(({ screen }) => screen.name) };
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
    await vi.waitFor(() => expect(views.at(-1)?.language).toBe('en'));
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
    await vi.waitFor(() => expect(screens()).toEqual(['idle']));
    await expect(link.call('scan', scan('crash'))).rejects.toThrow('the core ended');
    expect(screens()).toEqual(['idle', 'out-of-order']);
    // A call made meanwhile waits for the next core.
    expect(await link.call('intent', { do: 'cancel' })).toEqual({});
    await vi.waitFor(() => expect(screens()).toEqual(['idle', 'out-of-order', 'idle']));
    expect(refusals).toEqual([]);
    await link.end();
  });

  it('says when the core refuses to start', async () => {
    const { link, refusals } = startLink(['--refuse']);
    await vi.waitFor(() => expect(refusals).toEqual([1]));
    await link.end();
  });
});
