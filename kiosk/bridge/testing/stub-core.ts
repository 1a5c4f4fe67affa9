// Stands in for the core process: answers `view`; dies, hangs or is slow when it is told to.
import process from 'node:process';
import type { KioskView } from '#kiosk/core/view.ts';

const view = (language: KioskView['language']): KioskView => ({
  screen: { name: 'idle' },
  language,
  venue: null,
  connection: { online: true, waiting: 0, oldestWaitingAt: null, lastSyncAt: null, standing: 'active' },
  disk: 'ok',
  notices: [],
  clockOffsetMs: 0,
  scanner: 'none',
  mode: 'entrance',
  groups: false,
  presence: null,
  comfort: { largeText: false, highContrast: false, slow: false, voice: false, volume: 60 },
  look: { theme: 'light', night: null, pixelsPerMm: null },
  calls: 0,
});

/** Blocks the event loop, as a slow disk does. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

if (process.argv.includes('--refuse')) {
  process.stderr.write('Another kiosk is running on DIR.\n');
  process.exit(1);
}

process.on('message', (message: { id: number; channel: string; args: { text?: string; do?: string } }) => {
  const { id, channel, args } = message;
  if (args.text === 'crash') process.kill(process.pid, 'SIGKILL');
  if (args.text === 'hang') process.kill(process.pid, 'SIGSTOP');
  if (args.text?.startsWith('block ')) block(Number(args.text.slice(6)));
  if (args.text === 'leave') process.send?.({ type: 'push', push: 'host', payload: { do: 'leave' } });
  if (args.text === 'fail') process.send?.({ type: 'failure', id, reason: 'failed' });
  else process.send?.({ type: 'answer', id, result: channel === 'view' ? view('vi') : {} });
  if (args.do === 'touch') process.send?.({ type: 'push', push: 'view', payload: view('en') });
});
