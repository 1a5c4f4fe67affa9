// Stands in for the core process: answers `view`, dies when it is told to.
import process from 'node:process';

const view = (language: string) => ({
  screen: { name: 'idle' },
  language,
  venue: null,
  connection: { online: true, waiting: 0, oldestWaitingAt: null, lastSyncAt: null, standing: 'active' },
  notices: [],
  clockOffsetMs: 0,
  scanner: 'none',
});

if (process.argv.includes('--refuse')) {
  process.stderr.write('Another kiosk is running on DIR.\n');
  process.exit(1);
}

process.on('message', (message: { id: number; channel: string; args: { text?: string; do?: string } }) => {
  const { id, channel, args } = message;
  if (args.text === 'crash') process.kill(process.pid, 'SIGKILL');
  if (args.text === 'fail') process.send?.({ type: 'failure', id, reason: 'failed' });
  else process.send?.({ type: 'answer', id, result: channel === 'view' ? view('vi') : {} });
  if (args.do === 'touch') process.send?.({ type: 'push', push: 'view', payload: view('en') });
});
