import type { alertMailVi } from './alert-mail.vi.ts';
import type { Translation } from './translator.ts';

export const alertMailEn: Translation<typeof alertMailVi> = {
  subject: '{{count}} kiosk(s) need attention: {{organisation}}',
  subjectOver: 'Kiosks are working again: {{organisation}}',
  began: 'Needs attention:',
  over: 'Resolved:',
  line: '- {{kiosk}} ({{venue}}): {{what}}, since {{time}}',
  text: `Hello,

{{lists}}

What to do about it is on the kiosks' page: {{url}}

You get one e-mail when something begins, and one when it is over.
`,
  what: {
    cloned: 'two machines run with its data',
    readmitted: 'came back after the server was restored and has to be confirmed',
    offline: 'not heard from',
    'waiting-week': 'a record has waited for more than 7 days',
    'queue-old': 'a record has waited for more than an hour',
    'queue-growing': 'many records are waiting to be sent',
    'disk-scarce': 'its disk is nearly full',
    'disk-low': 'its disk is filling up',
    'clock-off': 'its clock is off by more than 2 minutes',
    camera: 'its camera reads no codes',
    scanner: 'its scanner cannot be opened',
    printer: 'something is wrong with its printer',
    poster: 'the poster at its door is not the right one',
  },
};
