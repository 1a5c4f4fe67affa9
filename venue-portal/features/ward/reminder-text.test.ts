import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderReasonSchema } from '#shared/contract/portal-ward.ts';
import { SMS_LENGTH, writeReminderText } from './reminder-text.ts';

const order = { ward: 'Phường Thuận Hoá', venueNames: ['Chợ Đông Ba'] } as const;

describe('the text of a reminder', () => {
  it('for SMS is without accents and fits one message, whatever the ward is called', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...reminderReasonSchema.options),
        fc.constantFrom('vi', 'en'),
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        (reason, language, ward) => {
          const text = writeReminderText(language, { ...order, reason, channel: 'sms', ward }) ?? '';
          expect(text.length).toBeLessThanOrEqual(SMS_LENGTH);
          expect(text).toMatch(/^[\x20-\x7e]+$/);
        },
      ),
    );
    const text = writeReminderText('vi', { ...order, reason: 'silent', channel: 'sms' });
    expect(text).toMatch(/^Phuong Thuan Hoa: .*quet ma[.]$/);
  });

  it('for Zalo names the venues while they are few, with all accents', () => {
    const few = writeReminderText('vi', { ...order, reason: 'never-scanned', channel: 'zalo' });
    expect(few).toContain('Kính gửi: Chợ Đông Ba.\nPhường Thuận Hoá thông báo');
    const venueNames = Array.from({ length: 40 }, (_, n) => `Quán ${n}`);
    expect(writeReminderText('vi', { ...order, venueNames, reason: 'silent', channel: 'zalo' })).not.toContain('Quán');
  });

  it('is there for what is read out, and for nothing that sends itself', () => {
    expect(writeReminderText('vi', { ...order, reason: 'silent', channel: 'loudspeaker' })).toContain('bà con');
    expect(writeReminderText('vi', { ...order, reason: 'silent', channel: 'email' })).toBeNull();
  });
});
