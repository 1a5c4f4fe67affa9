import type { Translation } from './translator.ts';
import type { wardMailVi } from './ward-mail.vi.ts';

export const wardMailEn: Translation<typeof wardMailVi> = {
  subject: 'A reminder from your ward: your check-in point',
  text: 'Dear Sir or Madam,\n\n{{reason}}\n\nOpen your page here to see and settle it:\n{{url}}\n\nIf something is difficult (device, network, staff to guide people), tell your ward on that same page.\n\nYours faithfully.',
  reasons: {
    silent:
      'For three days or longer nobody was checked in at your kiosk or by your staff. Please have somebody guide visitors at the entrance.',
    'never-scanned':
      'Your QR poster was printed, but nobody has scanned it yet. Please put it up at every entrance, at eye level, and guide visitors to it.',
    'kiosk-offline':
      'Your kiosk has not been heard of for more than a day. Please check power and network; it goes on recording without a network and sends later.',
  },
};
