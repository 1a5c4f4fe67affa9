import type { accountMailVi } from './account-mail.vi.ts';
import type { Translation } from './translator.ts';

export const accountMailEn: Translation<typeof accountMailVi> = {
  reset: {
    subject: 'Reset your Venue Check-in password',
    text: `Hello,

Somebody asked to reset the password of the Venue Check-in account with this address. If it was you, open this link within 30 minutes. It works once:

{{url}}

If it was not you, ignore this e-mail: your password stays as it is.
`,
  },
  verify: {
    subject: '{{code}} confirms your e-mail address',
    text: `Hello,

The code that confirms the e-mail address of your Venue Check-in account:

    {{code}}

Enter it on the Account page within 30 minutes. Do not give it to anybody else.

If you did not register with Venue Check-in, somebody mistyped their address: ignore this e-mail, there will be no other.
`,
  },
  notice: {
    subject: 'Your Venue Check-in account was changed',
    text: `Hello,

{{what}}.

If it was you, there is nothing to do. If it was not, open {{url}} now: sign out everywhere, then change your password. If you cannot sign in, choose “Forgot your password?” or call your administrator.
`,
    what: {
      'password-changed': 'The password was changed',
      'password-reset': 'The password was reset by a link',
      'email-changed': 'The account uses another e-mail address from now on, not this one',
      'reset-link-made': 'A link that resets the password was made',
      'totp-added': 'An authenticator app was added',
      'totp-removed': 'The authenticator app was removed',
      'passkey-added': 'A passkey was added',
      'passkey-removed': 'A passkey was removed',
      'recovery-codes-made': 'New recovery codes were made; the old ones stopped working',
      'second-factors-removed': 'The authenticator app, recovery codes and passkeys were removed',
    },
  },
};
