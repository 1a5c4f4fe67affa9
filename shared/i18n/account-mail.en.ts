import type { accountMailVi } from './account-mail.vi.ts';
import type { Translation } from './translator.ts';

export const accountMailEn: Translation<typeof accountMailVi> = {
  reset: {
    subject: 'Reset your Venue Check-in password',
    text: `Hello,

Somebody asked to reset the password of the Venue Check-in account with this address. If it was you, open this link within 30 minutes. It works once:

{{url}}

If it was not you, ignore this letter: your password stays as it is.
`,
  },
};
