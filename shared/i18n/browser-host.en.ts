import type { browserHostVi } from './browser-host.vi.ts';
import type { Translation } from './translator.ts';

export const browserHostEn: Translation<typeof browserHostVi> = {
  title: 'The kiosk could not be opened',
  needsLink: 'Open the kiosk by the link that was printed in the terminal when it started.',
  usedLink: 'This link was already used in another browser. Start the kiosk again to get a fresh one.',
  wrongAddress: 'Use exactly the address that was printed in the terminal.',
  notFound: 'There is no such page.',
};
