import { type FormEvent, useState } from 'react';
import { LetterBoard } from '../keyboard/letter-board.tsx';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { EntryField } from '../ui/entry-field.tsx';

export function NameScreen({ invalid }: { readonly invalid: boolean }) {
  const { t, act } = useKiosk();
  const [name, setName] = useState('');
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    act({ do: 'submit-name', name });
  };
  return (
    <section className="screen entry entry--name">
      <div className="entry__ask">
        <h1>{t('typed.nameTitle')}</h1>
        <p className="hint">{t('typed.nameHint')}</p>
        <form onSubmit={submit} autoComplete="off">
          <EntryField
            label={t('typed.label')}
            value={name}
            onChange={(typed) => setName(typed.slice(0, 120))}
            error={invalid ? t('typed.nameInvalid') : null}
          />
        </form>
      </div>
      <LetterBoard value={name} onChange={setName} />
      <div className="entry__actions">
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
        <BigButton label={t('keys.back')} onPress={() => act({ do: 'back' })} />
        <BigButton kind="primary" label={t('keys.next')} disabled={name.trim() === ''} onPress={() => submit()} />
      </div>
    </section>
  );
}
