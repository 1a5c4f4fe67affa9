import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { EntryField } from '../ui/entry-field.tsx';
import { type BoardKind, PlainBoard } from './plain-board.tsx';
import { StaffSheet } from './staff-sheet.tsx';

const LONGEST = 300;

interface TextEntryProps {
  readonly label: string;
  readonly value: string;
  readonly board: BoardKind;
  /** What is said while the text is not right; null: it is. */
  readonly problem: (text: string) => string | null;
  readonly onDone: (text: string) => void;
}

/** What stands there now; a touch opens the keyboard over the whole screen. */
export function TextEntry({ label, value, board, problem, onDone }: TextEntryProps) {
  const { t } = useKiosk();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="text-entry">
      <span className="staff-label" aria-hidden="true">
        {label}
      </span>
      <Button
        className={`text-entry__value text-entry__value--${board}`}
        aria-label={`${label}: ${value === '' ? t('staff.connection.empty') : value}`}
        onPress={() => setOpen(true)}
      >
        {value === '' ? <span className="text-entry__empty">{t('staff.connection.empty')}</span> : value}
      </Button>
      {isOpen && (
        <EntrySheet
          label={label}
          value={value}
          board={board}
          problem={problem}
          onClose={() => setOpen(false)}
          onDone={(text) => {
            setOpen(false);
            onDone(text);
          }}
        />
      )}
    </div>
  );
}

function EntrySheet({
  label,
  value,
  board,
  problem,
  onDone,
  onClose,
}: TextEntryProps & { readonly onClose: () => void }) {
  const { t } = useKiosk();
  const [text, setText] = useState(value);
  const [isTried, setTried] = useState(false);
  const wrong = problem(text);
  const change = (next: string): void => setText(board === 'code' ? next.toUpperCase() : next.slice(0, LONGEST));
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    setTried(true);
    if (wrong === null) onDone(text.trim());
  };
  return (
    <StaffSheet kind="full" label={label} onClose={onClose}>
      <form className="entry-sheet" onSubmit={submit} autoComplete="off">
        <div className="entry-sheet__field">
          <h2>{label}</h2>
          <EntryField label={label} value={text} onChange={change} error={isTried ? wrong : null} />
        </div>
        <PlainBoard
          kind={board}
          onType={(char) => change(text + char)}
          onErase={() => change([...text].slice(0, -1).join(''))}
        />
        <div className="staff-actions">
          <BigButton label={t('staff.cancel')} onPress={onClose} />
          <BigButton
            kind="primary"
            label={t('staff.connection.useText')}
            disabled={text === ''}
            onPress={() => submit()}
          />
        </div>
      </form>
    </StaffSheet>
  );
}
