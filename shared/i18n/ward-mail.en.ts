import type { Translation } from './translator.ts';
import type { wardMailVi } from './ward-mail.vi.ts';

export const wardMailEn: Translation<typeof wardMailVi> = {
  subject: 'A reminder from your ward: your check-in point',
  text: 'Dear Sir or Madam,\n\n{{reason}}\n\nOpen your page here to see and settle it:\n{{url}}\n\nIf something is difficult (device, network, staff to guide people), tell your ward on that same page.\n\nYours faithfully.',
  closureReasons: {
    'not-there': 'There is no such business at the address it was registered for.',
    duplicate: 'This business is already registered.',
    'not-theirs': 'Whoever registered it does not run it.',
    gone: 'The business has closed or moved away.',
  },
  closed: {
    subject: 'Your ward has closed one of your venues',
    text: 'Dear Sir or Madam,\n\nYour ward has closed one of your venues in this system. The reason: {{reason}}\n\nIts QR codes no longer take declarations. Visits that were recorded stay, and are deleted when their time is over, as before.\n\nIf this is wrong, please answer your ward within 7 days here:\n{{url}}\n\nYours faithfully.',
  },
  reopened: {
    subject: 'Your ward has reopened your venue',
    text: 'Dear Sir or Madam,\n\nYour ward has reopened the venue it had closed. Its QR codes work as before; nothing needs to be printed.\n\n{{url}}\n\nYours faithfully.',
  },
  reasons: {
    silent:
      'For three days or longer nobody was checked in at your kiosk or by your staff. Please have somebody guide visitors at the entrance.',
    'never-scanned':
      'Your QR poster was printed, but nobody has scanned it yet. Please put it up at every entrance, at eye level, and guide visitors to it.',
    'kiosk-offline':
      'Your kiosk has not been heard from for more than a day. Please check power and network; it keeps recording without a network and sends later.',
  },
};
