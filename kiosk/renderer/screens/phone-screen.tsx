import { type FormEvent, useState } from 'react';
import { NumberPad } from '../keyboard/number-pad.tsx';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { EntryField } from '../ui/entry-field.tsx';
import { Icon } from '../ui/icons.tsx';

/** after-code: a number may be left out. typed: other ways for whoever has none. leaving: the number given on the way in. */
type Asked =
  | { readonly as: 'after-code' }
  | { readonly as: 'typed'; readonly withoutContact: boolean }
  | { readonly as: 'leaving' };

interface PhoneScreenProps {
  readonly invalid: boolean;
  readonly asked: Asked;
}

export function PhoneScreen({ invalid, asked }: PhoneScreenProps) {
  const { t, act } = useKiosk();
  const [phone, setPhone] = useState('');
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    act({ do: 'submit-phone', phone });
  };
  const isLeaving = asked.as === 'leaving';
  return (
    <section className="screen entry entry--phone">
      <div className="entry__ask">
        <h1>{t(isLeaving ? 'phone.leavingTitle' : 'phone.title')}</h1>
        <p className="hint">{t(isLeaving ? 'phone.leavingHint' : 'phone.hint')}</p>
        <form onSubmit={submit} autoComplete="off">
          <EntryField
            label={t('phone.label')}
            value={groupDigits(phone)}
            onChange={(typed) => setPhone(typed.replace(/[^\d+]/g, '').slice(0, 16))}
            error={invalid ? t('phone.invalid') : null}
          />
        </form>
        {asked.as === 'typed' && <OtherWays withoutContact={asked.withoutContact} />}
      </div>
      <NumberPad value={phone} onChange={setPhone} />
      <div className="entry__actions">
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
        {asked.as === 'after-code' && <BigButton label={t('phone.skip')} onPress={() => act({ do: 'skip-phone' })} />}
        <BigButton kind="primary" label={t('keys.next')} disabled={phone.length < 8} onPress={() => submit()} />
      </div>
    </section>
  );
}

function OtherWays({ withoutContact }: { readonly withoutContact: boolean }) {
  const { t, act } = useKiosk();
  return (
    <div className="entry__others">
      {withoutContact && <BigButton label={t('phone.none')} onPress={() => act({ do: 'skip-phone' })} />}
      <BigButton
        label={t('phone.passport')}
        icon={<Icon name="passport" />}
        onPress={() => act({ do: 'start-passport' })}
      />
    </div>
  );
}

/** `0912 345 678`, `+84 912 345 678`: read back more easily than ten digits in a row. */
function groupDigits(phone: string): string {
  if (phone.startsWith('+')) return phone.replace(/^(\+\d{2})(\d{1,3})?(\d{1,3})?(\d{1,3})?/, joinParts);
  return phone.replace(/^(\d{4})(\d{1,3})?(\d{1,3})?/, joinParts);
}

/** The groups of a match, without its offset and the whole. */
const joinParts = (_all: string, ...rest: unknown[]): string =>
  rest
    .slice(0, -2)
    .filter((part) => typeof part === 'string')
    .join(' ');
