import { type FormEvent, useState } from 'react';
import { NumberPad } from '../keyboard/number-pad.tsx';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { EntryField } from '../ui/entry-field.tsx';

interface PhoneScreenProps {
  readonly invalid: boolean;
  /** After a code that identifies already, a number may be left out. */
  readonly skippable: boolean;
}

export function PhoneScreen({ invalid, skippable }: PhoneScreenProps) {
  const { t, act } = useKiosk();
  const [phone, setPhone] = useState('');
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    act({ do: 'submit-phone', phone });
  };
  return (
    <section className="screen entry">
      <div className="entry__ask">
        <h1>{t('phone.title')}</h1>
        <p className="hint">{t('phone.hint')}</p>
        <form onSubmit={submit} autoComplete="off">
          <EntryField
            label={t('phone.label')}
            value={groupDigits(phone)}
            onChange={(typed) => setPhone(typed.replace(/[^\d+]/g, '').slice(0, 16))}
            error={invalid ? t('phone.invalid') : null}
          />
        </form>
      </div>
      <NumberPad value={phone} onChange={setPhone} />
      <div className="entry__actions">
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
        {skippable && <BigButton label={t('phone.skip')} onPress={() => act({ do: 'skip-phone' })} />}
        <BigButton kind="primary" label={t('keys.next')} disabled={phone.length < 8} onPress={() => submit()} />
      </div>
    </section>
  );
}

/** `0912 345 678`: read back more easily than ten digits in a row. */
function groupDigits(phone: string): string {
  return phone.startsWith('+')
    ? phone
    : phone.replace(/^(\d{4})(\d{1,3})?(\d{1,3})?/, (_all, ...parts) =>
        parts
          .slice(0, 3)
          .filter((part): part is string => typeof part === 'string')
          .join(' '),
      );
}
