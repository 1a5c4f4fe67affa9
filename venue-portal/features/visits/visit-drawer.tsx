import { IconX } from '@tabler/icons-react';
import { useEffect, useId } from 'react';
import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { VisitStep } from '#shared/contract/portal-visits.ts';
import { formatVisitReference } from '#shared/domain/visit-reference.ts';
import { useVisitDetail } from '../../api/visits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { type LogTranslate, useLogText } from '../../ui/log-text.ts';
import { useModal } from '../../ui/modal-dialog.tsx';
import { Chip } from '../../ui/notice.tsx';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import classes from './drawer.module.css';
import { ASSURANCE_WORDS } from './log-words.ts';
import { RevealPanel } from './reveal-panel.tsx';
import { useVisitName } from './use-visit-name.ts';
import { VisitNotes } from './visit-notes.tsx';
import { verdictLook } from './visit-words.ts';

/** One visit beside the list: what is known of it, and what happened. The browser's own dialog: Escape closes. */
export function VisitDrawer({ visit, onClose }: { readonly visit: VisitRow; readonly onClose: () => void }) {
  const t = useLogText();
  const { t: portal } = useLanguage();
  const modal = useModal(onClose);
  const titleId = useId();
  const detail = useVisitDetail(visit.id);
  const name = useVisitName()(visit);
  const { word, tone } = verdictLook(detail.data?.visit.verdict ?? visit.verdict);
  useEffect(() => {
    const element = modal.ref.current;
    // Beside it: only the backdrop is the dialog itself. The keyboard has Escape.
    const closeBeside = (event: MouseEvent) => {
      if (event.target === element) onClose();
    };
    element?.addEventListener('click', closeBeside);
    return () => element?.removeEventListener('click', closeBeside);
  }, [modal.ref, onClose]);
  return (
    <dialog {...modal} className={classes['drawer']} aria-labelledby={titleId}>
      <div className={classes['sheet']}>
        <header className={classes['head']}>
          <div>
            <p className={classes['soft']}>{t('detail.title')}</p>
            <h2 id={titleId}>{name}</h2>
          </div>
          <button type="button" className={classes['close']} aria-label={t('detail.close')} onClick={onClose}>
            <IconX aria-hidden size={24} />
          </button>
        </header>
        <p className={classes['state']}>
          <Chip tone={tone}>{portal(word)}</Chip>
          {visit.maskedPhone !== null && <span className={classes['phone']}>{visit.maskedPhone}</span>}
        </p>
        <RevealPanel visit={visit} />
        <Facts visit={visit} />
        <section className={classes['story']}>
          <h3>{t('detail.story')}</h3>
          <Loaded query={detail} lines={4}>
            {({ steps }) => (
              <ol>
                {steps.map((step) => (
                  <Step key={`${step.kind}-${step.at}-${step.entranceName}`} step={step} />
                ))}
              </ol>
            )}
          </Loaded>
        </section>
      </div>
    </dialog>
  );
}

function Facts({ visit }: { readonly visit: VisitRow }) {
  const t = useLogText();
  const { t: portal, format } = useLanguage();
  const { partySize = 1 } = visit;
  const facts = [
    [t('detail.came'), format.dateTime(visit.arrivedAt)],
    [t('detail.door'), visit.entranceName],
    [t('detail.way'), portal(WAY_WORDS[visit.way])],
    [t('detail.assurance'), t(ASSURANCE_WORDS[visit.assurance])],
    ...(partySize > 1 ? [[t('detail.party'), t('detail.partyOf', { count: partySize })]] : []),
    [t('detail.reference'), formatVisitReference(visit.id)],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      <div className={classes['notes']}>
        <VisitNotes visit={{ ...visit, partySize: 1, resolution: null }} />
      </div>
    </dl>
  );
}

function Step({ step }: { readonly step: VisitStep }) {
  const t = useLogText();
  const { t: portal, format } = useLanguage();
  const { verdict } = step;
  return (
    <li data-kind={step.kind}>
      <time>{format.time(step.at)}</time>
      <span>
        <strong>{sayStep(t, step, verdict === null ? '' : portal(verdictLook(verdict).word))}</strong>
        <small>
          {t(step.by.name === null ? `detail.by.${step.by.kind}` : 'detail.by.staffNamed', {
            name: step.by.name ?? '',
          })}
        </small>
        {step.kind === 'arrived' && verdict !== null && (
          <small>{t('detail.declared', { verdict: portal(verdictLook(verdict).word) })}</small>
        )}
        {step.receivedAt !== null && <small>{t('detail.received', { time: format.dateTime(step.receivedAt) })}</small>}
      </span>
    </li>
  );
}

function sayStep(t: LogTranslate, { kind, entranceName }: VisitStep, verdict: string): string {
  const entrance = entranceName ?? '';
  switch (kind) {
    case 'arrived':
    case 'again':
      return t(`detail.steps.${kind}`, { entrance });
    case 'resolved':
      return t('detail.steps.resolved', { verdict });
    case 'left':
      return entrance === '' ? t('detail.steps.left') : t('detail.steps.leftBy', { entrance });
    case 'extended':
    case 'ended':
      return t(`detail.steps.${kind}`);
  }
}
