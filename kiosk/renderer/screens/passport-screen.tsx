import { type FormEvent, useState } from 'react';
import type { MrzProblem } from '#kiosk/core/screen.ts';
import { MrzBoard } from '../keyboard/mrz-board.tsx';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { EntryField } from '../ui/entry-field.tsx';

const LINE_LENGTH = 44;

/** ICAO Doc 9303-4: the parts of the second line with their check digits, and after how many characters each is over. */
const PARTS = [
  ['number', 10],
  ['country', 13],
  ['birth', 20],
  ['sex', 21],
  ['expiry', 28],
  ['rest', LINE_LENGTH],
] as const;

const asZone = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9<]/g, '')
    .slice(0, LINE_LENGTH);

interface PassportScreenProps {
  readonly problem: MrzProblem | null;
}

/** The lower line, as it is printed; a ruler beneath says which part is which, and which one to look at again. */
export function PassportScreen({ problem }: PassportScreenProps) {
  const { t, act } = useKiosk();
  const [line, setLine] = useState('');
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    act({ do: 'submit-passport', lowerLine: line });
  };
  return (
    <section className="screen entry entry--name entry--passport">
      <div className="entry__ask">
        <div className="passport__words">
          <PassportDrawing label={t('passport.picture')} />
          <div>
            <h1>{t('passport.title')}</h1>
            <p className="hint">{t('passport.hint')}</p>
          </div>
        </div>
        <form className="mrz" onSubmit={submit} autoComplete="off">
          <EntryField
            label={t('passport.label')}
            value={line}
            onChange={(text) => setLine(asZone(text))}
            error={problem && t(`passport.wrong.${problem}`)}
          />
          <Ruler length={line.length} problem={problem} />
        </form>
      </div>
      <MrzBoard
        onType={(char) => setLine((before) => asZone(before + char))}
        onErase={() => setLine((before) => before.slice(0, -1))}
      />
      <div className="entry__actions">
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
        <BigButton label={t('keys.back')} onPress={() => act({ do: 'back' })} />
        <BigButton
          kind="primary"
          label={t('keys.next')}
          hint={t('passport.count', { count: line.length })}
          disabled={line.length === 0}
          onPress={() => submit()}
        />
      </div>
    </section>
  );
}

function Ruler({ length, problem }: { readonly length: number; readonly problem: MrzProblem | null }) {
  const { t } = useKiosk();
  return (
    <ol className="mrz__ruler" aria-hidden="true">
      {PARTS.map(([part, end]) => {
        const state = problem === part ? 'wrong' : length >= end ? 'done' : 'open';
        return (
          <li key={part} className={`mrz__part mrz__part--${part} is-${state}`}>
            {part !== 'sex' && t(`passport.part.${part}`)}
          </li>
        );
      })}
    </ol>
  );
}

/** The page with the photo; of its two lines at the foot, the lower one is meant. */
function PassportDrawing({ label }: { readonly label: string }) {
  return (
    <svg className="passport-drawing" viewBox="0 0 120 84" role="img" aria-label={label}>
      <rect className="passport-drawing__page" x="2" y="2" width="116" height="80" rx="6" />
      <rect className="passport-drawing__photo" x="10" y="11" width="28" height="36" rx="3" />
      <circle className="passport-drawing__face" cx="24" cy="25" r="6.500" />
      <path className="passport-drawing__face" d="M13 46c0-9 5-13 11-13s11 4 11 13Z" />
      <path className="passport-drawing__text" d="M48 16h40M48 26h58M48 36h30M84 36h22M48 46h44" />
      <path className="passport-drawing__upper" d="M10 60h100" />
      <rect className="passport-drawing__mark" x="5" y="65" width="110" height="13" rx="3" />
      <path className="passport-drawing__lower" d="M10 71.500h100" />
    </svg>
  );
}
