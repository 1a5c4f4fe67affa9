import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import type { Screen } from '#kiosk/core/screen.ts';
import type { Answer, Question } from '#shared/domain/declaration.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { PersonLine } from '../ui/person-line.tsx';
import { PictogramIcon } from '../ui/pictogram.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';

type DeclarationProps = { readonly screen: Extract<Screen, { name: 'declaration' }> };

/** All that applies on one screen and one touch for those who have nothing to declare; "yes" opens a quiet list. */
export function DeclarationScreen({ screen }: DeclarationProps) {
  const { act } = useKiosk();
  const [part, setPart] = useState<'ask' | 'checklist' | 'consent'>('ask');
  const questions = screen.ask
    .map((id) => screen.questions.questions.find((question) => question.id === id))
    .filter((question) => question !== undefined);
  const send = (answers: readonly Answer[]): void => {
    for (const answer of answers) act({ do: 'answer', answer });
  };
  switch (part) {
    case 'ask':
      return (
        <Ask
          screen={screen}
          questions={questions}
          onNo={() => send(questions.map((question) => answerTo(question, false, [])))}
          onYes={() => setPart('checklist')}
          onConsent={() => setPart('consent')}
        />
      );
    case 'checklist':
      return <Checklist questions={questions} onSend={send} onBack={() => setPart('ask')} />;
    case 'consent':
      return <ConsentText screen={screen} onClose={() => setPart('ask')} />;
  }
}

const answerTo = (question: Question, yes: boolean, checked: string[]): Answer => ({
  question: question.id,
  answer: yes ? 'yes' : 'no',
  checked,
});

interface AskProps extends DeclarationProps {
  readonly questions: readonly Question[];
  readonly onNo: () => void;
  readonly onYes: () => void;
  readonly onConsent: () => void;
}

function Ask({ screen, questions, onNo, onYes, onConsent }: AskProps) {
  const { t, view, act } = useKiosk();
  const title = t(questions.length > 1 ? 'declaration.title' : 'declaration.one');
  return (
    <section className="screen declaration">
      <div className="declaration__top">
        <PersonLine person={screen.person}>
          <WhoElse screen={screen} />
        </PersonLine>
        <ScreenTitle>{title}</ScreenTitle>
        <ScrollArea label={title}>
          <ul className="declaration__questions">
            {questions.map((question) => (
              <li key={question.id}>
                {question.pictograms.length > 0 && (
                  <span className="declaration__pictograms">
                    {question.pictograms.map((name) => (
                      <PictogramIcon key={name} name={name} />
                    ))}
                  </span>
                )}
                <span>{question.text[view.language]}</span>
              </li>
            ))}
          </ul>
        </ScrollArea>
      </div>
      <div className="declaration__answers">
        <BigButton kind="no" label={t('declaration.no')} hint={t('declaration.submits')} onPress={onNo} />
        <BigButton kind="yes" label={t('declaration.yes')} onPress={onYes} />
      </div>
      <div className="declaration__foot">
        <p className="hint">
          {t('declaration.consentShort')} {t('declaration.disagree')}
        </p>
        {screen.canLeave && (
          <BigButton label={t('declaration.leave')} icon={<Icon name="exit" />} onPress={() => act({ do: 'leave' })} />
        )}
        <BigButton kind="quiet" label={t('declaration.consentMore')} onPress={onConsent} />
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
      </div>
      {screen.next && (
        <p className="declaration__next" role="status">
          {t('declaration.next')}
        </p>
      )}
    </section>
  );
}

/** For how many this declaration speaks, or whose turn it is. */
function WhoElse({ screen }: DeclarationProps) {
  const { t } = useKiosk();
  return (
    <>
      {screen.turn && (
        <span className="person-line__way person-line__way--strong">{t('declaration.turn', screen.turn)}</span>
      )}
      {screen.people > 1 && (
        <span className="person-line__way person-line__way--strong">
          {t('declaration.people', { count: screen.people })}
        </span>
      )}
    </>
  );
}

interface ChecklistProps {
  readonly questions: readonly Question[];
  readonly onSend: (answers: readonly Answer[]) => void;
  readonly onBack: () => void;
}

/** One line a thing that can be true: a checklist's items, or the question itself where it has none. */
interface Line {
  readonly question: Question;
  readonly item: string | null;
}

function Checklist({ questions, onSend, onBack }: ChecklistProps) {
  const { t, view } = useKiosk();
  const [ticked, setTicked] = useState<readonly Line[]>([]);
  const isTicked = (line: Line): boolean =>
    ticked.some((other) => other.question.id === line.question.id && other.item === line.item);
  const toggle = (line: Line): void =>
    setTicked(
      isTicked(line)
        ? ticked.filter((other) => other.question.id !== line.question.id || other.item !== line.item)
        : [...ticked, line],
    );
  const send = (): void =>
    onSend(
      questions.map((question) => {
        const lines = ticked.filter((line) => line.question.id === question.id);
        const items = lines.map((line) => line.item).filter((item) => item !== null);
        return answerTo(question, lines.length > 0, items);
      }),
    );
  /** Without naming it: the first question answered "yes" leads to the staff. */
  const tellStaff = (): void => onSend(questions.map((question, index) => answerTo(question, index === 0, [])));
  return (
    <section className="screen checklist-screen">
      <div>
        <ScreenTitle>{t('declaration.which')}</ScreenTitle>
        <p className="hint">{t('declaration.whichHint')}</p>
      </div>
      <ScrollArea label={t('declaration.which')}>
        <div className="checklist-screen__lines">
          {questions.flatMap(linesOf).map((line) => (
            <Checkbox
              key={`${line.question.id} ${line.item}`}
              className="check-line"
              isSelected={isTicked(line)}
              onChange={() => toggle(line)}
            >
              <span className="check-line__box" aria-hidden="true" />
              {labelOf(line)[view.language]}
            </Checkbox>
          ))}
        </div>
      </ScrollArea>
      <div className="entry__actions">
        <BigButton kind="quiet" label={t('keys.back')} onPress={onBack} />
        <BigButton label={t('declaration.tellStaff')} onPress={tellStaff} />
        <BigButton kind="primary" label={t('declaration.continue')} disabled={ticked.length === 0} onPress={send} />
      </div>
    </section>
  );
}

const linesOf = (question: Question): Line[] =>
  question.checklist.length === 0
    ? [{ question, item: null }]
    : question.checklist.map((item) => ({ question, item: item.id }));

const labelOf = ({ question, item }: Line): Question['text'] =>
  question.checklist.find((entry) => entry.id === item)?.label ?? question.text;

function ConsentText({ screen, onClose }: DeclarationProps & { readonly onClose: () => void }) {
  const { t, view } = useKiosk();
  const { text, version } = screen.questions.consent;
  return (
    <section className="screen consent">
      <ScreenTitle>{t('declaration.consentTitle')}</ScreenTitle>
      <ScrollArea label={t('declaration.consentTitle')}>
        <p>{text[view.language]}</p>
        <p className="hint">{t('declaration.consentVersion', { version })}</p>
      </ScrollArea>
      <BigButton kind="primary" label={t('declaration.consentClose')} onPress={onClose} />
    </section>
  );
}
