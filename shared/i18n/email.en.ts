import type { emailVi } from './email.vi.ts';
import type { Translation } from './translator.ts';

export const emailEn: Translation<typeof emailVi> = {
  title: 'E-mail address',
  verified: 'Confirmed',
  unverified: 'Not confirmed',
  mark: 'Account: the e-mail address is not confirmed yet',
  good: 'E-mails about the account, and alerts, go to this address.',
  noMail:
    'This server sends no e-mail. The address is for signing in only; if you forget the password, ask the administrator.',
  why: 'It is not certain yet that this address is yours, so no link for a new password and no alert is sent there. If you forget the password now, only the owner or the administrator of the server can help.',
  sent: 'A code of 6 digits was sent to {{email}} at {{time}}. If it is not there, check your spam folder.',
  code: 'Code from the e-mail',
  codeMissing: 'Enter all 6 digits of the code',
  wrongCode: 'The code is wrong or older than 30 minutes. Use the newest e-mail, or send another code.',
  confirm: 'Confirm the address',
  send: 'Send a code to this address',
  again: 'Send another code',
  tooMany: 'Many e-mails were sent. Wait a while and try again; the code in the newest one works for 30 minutes.',
  done: 'The address is confirmed.',
  change: 'Change the address',
  newAddress: 'New address',
  newHint: 'You sign in with it from then on. The old address is notified.',
  newMissing: 'Enter an e-mail address, such as name@company.vn',
  newTaken: 'Another account already uses this address',
  save: 'Save the new address',
  changed: 'The address was changed. Sign in with {{email}} from now on.',
};
