// Run by a crash test: pairs with one server and the other for ever, and says the id of each event after its commit.
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { eventFor, pairWith, SERVERS } from './two-servers.ts';

const { store, identity } = await openKioskStore(argv[2] ?? '');
for (;;) {
  for (const server of SERVERS) {
    await pairWith(store, identity.publicKey, server);
    const event = eventFor(server);
    store.commitEvents([event]);
    writeSync(1, `${event.id}\n`);
  }
}
