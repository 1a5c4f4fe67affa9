import type { ReminderChannel, ReminderReason } from '#shared/contract/portal-ward.ts';
import type { Language } from '#shared/domain/language.ts';
import { wardTexts } from '../../ui/ward-text.ts';

/** A GSM message that is neither split nor sent as UCS-2, which would halve its length. */
export const SMS_LENGTH = 160;
/** Read out or pasted, more names than this are a list of their own. */
const NAMES_SAID = 12;

export interface ReminderOf {
  readonly reason: ReminderReason;
  readonly channel: ReminderChannel;
  readonly ward: string;
  readonly venueNames: readonly string[];
}

/** What an officer sends or has read out; for a visit and for letters there is nothing to copy. */
export function writeReminderText(
  language: Language,
  { reason, channel, ward, venueNames }: ReminderOf,
): string | null {
  const t = wardTexts[language];
  const full = t(`remind.full.${reason}`, { ward });
  switch (channel) {
    case 'sms':
      return fitSms((name) => toAscii(t(`remind.sms.${reason}`, { ward: name })), ward);
    case 'zalo':
      return venueNames.length <= NAMES_SAID ? `${t('remind.to', { names: venueNames.join('; ') })}\n${full}` : full;
    case 'loudspeaker':
      return t('remind.loud', { text: full });
    case 'visit':
    case 'email':
      return null;
  }
}

/** The ward's name gives way, never the message. */
function fitSms(write: (ward: string) => string, ward: string): string {
  const room = SMS_LENGTH - write('').length;
  return write(toAscii(ward).slice(0, Math.max(0, room)).trim());
}

/** Plain letters: what every phone shows, and what the GSM alphabet holds. */
const toAscii = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/[^\x20-\x7e]/g, '');
