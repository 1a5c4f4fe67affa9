import { IconLock, IconSettingsQuestion } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { useFocusOnTyping } from '../ui/entry-field.tsx';
import { PinPad } from './pin-pad.tsx';

type PinScreenProps = { readonly screen: Extract<Screen, { name: 'staff-pin' }> };

const SHORTEST_PIN = 4;
const LONGEST_PIN = 12;

/** The staff's PIN. */
export function PinScreen({ screen }: PinScreenProps) {
  switch (screen.state) {
    case 'unset':
      return <UnsetPin />;
    case 'locked':
      return <LockedPin key={screen.lockedSeconds} seconds={screen.lockedSeconds} />;
    case 'ask':
    case 'checking':
    case 'wrong':
      return <AskPin screen={screen} />;
  }
}

/** The digits live in the field alone, never in React's state or an attribute, and are taken out before they are sent. */
function AskPin({ screen }: PinScreenProps) {
  const { t, act } = useKiosk();
  const field = useRef<HTMLInputElement>(null);
  const [length, setLength] = useState(0);
  useFocusOnTyping(field);
  const checking = screen.state === 'checking';
  const change = (edit: (pin: string) => string): void => {
    if (!field.current || checking) return;
    field.current.value = edit(field.current.value).replace(/\D/g, '').slice(0, LONGEST_PIN);
    setLength(field.current.value.length);
  };
  const submit = (): void => {
    const pin = field.current?.value ?? '';
    if (checking || pin.length < SHORTEST_PIN) return;
    change(() => '');
    act({ do: 'staff-pin', pin });
  };
  return (
    <section className="screen entry staff-pin">
      <div className="entry__ask">
        <h1>{t(screen.card ? 'staff.pin.titleCard' : 'staff.pin.title')}</h1>
        <p className="hint">{t(screen.card ? 'staff.pin.hintCard' : 'staff.pin.hint')}</p>
        <input
          ref={field}
          className="entry-field staff-pin__field"
          type="password"
          inputMode="none"
          autoComplete="one-time-code"
          aria-label={t('staff.pin.label')}
          aria-invalid={screen.state === 'wrong' ? true : undefined}
          readOnly={checking}
          onChange={() => change((pin) => pin)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') submit();
          }}
        />
        <p className="staff-pin__words" role="status">
          {checking && t('staff.pin.checking')}
          {screen.state === 'wrong' && (
            <strong className="staff-pin__wrong">
              {t('staff.pin.wrong')}{' '}
              {screen.triesLeft !== null && t('staff.pin.triesLeft', { count: screen.triesLeft })}
            </strong>
          )}
          {length > 0 && <span className="unseen">{t('staff.pin.typed', { count: length })}</span>}
        </p>
      </div>
      <PinPad
        isEmpty={length === 0}
        onDigit={(digit) => change((pin) => pin + digit)}
        onErase={() => change((pin) => pin.slice(0, -1))}
        onClear={() => change(() => '')}
      />
      <div className="entry__actions">
        <BigButton label={t('keys.cancel')} onPress={() => act({ do: 'staff-close' })} />
        <BigButton
          kind="primary"
          label={t('staff.pin.open')}
          disabled={checking || length < SHORTEST_PIN}
          onPress={submit}
        />
      </div>
    </section>
  );
}

function LockedPin({ seconds }: { readonly seconds: number }) {
  const { t, act } = useKiosk();
  const left = useCountdown(seconds);
  return (
    <section className="screen staff-pin staff-pin--message">
      <IconLock className="staff-pin__icon" aria-hidden="true" />
      <div role="status" className="staff-pin__message">
        <h1>{t('staff.pin.lockedTitle')}</h1>
        <p>{t('staff.pin.lockedText')}</p>
      </div>
      <p className="staff-pin__countdown" role="timer">
        {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
      </p>
      <BigButton kind="primary" label={t('keys.back')} onPress={() => act({ do: 'staff-close' })} />
    </section>
  );
}

function UnsetPin() {
  const { t, act } = useKiosk();
  return (
    <section className="screen staff-pin staff-pin--message">
      <IconSettingsQuestion className="staff-pin__icon" aria-hidden="true" />
      <div role="status" className="staff-pin__message">
        <h1>{t('staff.pin.unsetTitle')}</h1>
        <p>{t('staff.pin.unsetText')}</p>
      </div>
      <BigButton kind="primary" label={t('keys.back')} onPress={() => act({ do: 'staff-close' })} />
    </section>
  );
}

/** Counts down by itself: views come when something changes, not every second. */
function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1_000);
    return () => clearInterval(timer);
  }, []);
  return left;
}
