// Run by the crash test: commits events for ever and says each id after its commit.
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { makeVisitEvent } from '#shared/testing/kiosk-factories.ts';

const { store } = await openKioskStore(argv[2] ?? '');
for (;;) {
  const event = makeVisitEvent();
  store.commitEvents([event]);
  // One synchronous write per line: nothing acknowledged is left in a buffer when the kill comes.
  writeSync(1, `${event.id}\n`);
}
