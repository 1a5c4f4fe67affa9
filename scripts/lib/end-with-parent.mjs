// Preloaded (--import) into what the scripts start: ends it when its parent was killed without a word.
import process from 'node:process';

const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 1_000);
watch.unref();
