import type { printVi } from './print.vi.ts';
import type { Translation } from './translator.ts';

export const printEn: Translation<typeof printVi> = {
  poster: {
    title: 'Health declaration QR code: {{venue}}, {{entrance}}',
    callToAction: 'Please scan before you enter',
    steps: {
      open: 'Open your camera or Zalo',
      scan: 'Point it at the QR code',
      show: 'Declare, then show the green tick',
    },
    opens: 'Your phone opens',
    otherAddress: 'Another address? Do not fill it in, tell our staff.',
    noPhone: 'No phone? Our staff will help you.',
    privacy: 'Your details are sealed, opened only for contact tracing and deleted after 21 days at most.',
    printedOn: 'Printed {{date}}',
    serial: 'No. {{serial}}',
    shortCode: 'Place code {{code}}',
    help: 'Help: {{phone}}',
    qrLabel: 'QR code that opens {{url}}',
    demo: 'DEMO',
    demoWarning: 'DO NOT USE',
  },
  pass: {
    title: 'Visitor pass',
    holdToKiosk: 'Hold it to the scanner',
    validUntil: 'Valid until the end of {{date}}',
    qrLabel: 'QR code of visitor pass {{tail}}',
  },
};
