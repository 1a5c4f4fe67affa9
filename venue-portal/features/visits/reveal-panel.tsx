import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconPhone } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { RevealedContact } from '#shared/contract/portal-visits.ts';
import { canAttend, useMe } from '../../api/session.ts';
import { useReveal } from '../../api/visits.ts';
import { useLogText } from '../../ui/log-text.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './drawer.module.css';

/** Long enough to dial; a screen that is left alone shows nobody's name. */
const SHOWN_S = 30;

/** Name and phone in full, for a moment, after a press that is in the trail. */
export function RevealPanel({ visit }: { readonly visit: VisitRow }) {
  const t = useLogText();
  const me = useMe().data;
  const reveal = useReveal();
  const { data, reset } = reveal;
  const showKey = useRef<HTMLButtonElement>(null);
  const hideKey = useRef<HTMLButtonElement>(null);
  const isShown = data !== undefined;
  useEffect(() => {
    // The key that was pressed is gone; the keyboard goes on at the one in its place.
    if (document.activeElement === document.body) (isShown ? hideKey : showKey).current?.focus();
  }, [isShown]);
  if (visit.contact === 'expired') return <Notice tone="info">{t('reveal.expired')}</Notice>;
  if (visit.maskedName === null && visit.maskedPhone === null) {
    return <p className={classes['soft']}>{t('reveal.nothing')}</p>;
  }
  if (me && !canAttend(me)) return <p className={classes['soft']}>{t('reveal.auditor')}</p>;
  return (
    <section className={classes['reveal']} aria-live="polite">
      {data ? (
        <Revealed contact={data} onHide={reset} hideKey={hideKey} />
      ) : (
        <>
          <Button
            ref={showKey}
            variant="light"
            loading={reveal.isPending}
            leftSection={<IconEye aria-hidden size={20} />}
            onClick={() => reveal.mutate(visit.id)}
          >
            {t('reveal.show')}
          </Button>
          <p className={classes['soft']}>{reveal.isError ? t('reveal.failed') : t('reveal.hint')}</p>
        </>
      )}
    </section>
  );
}

function Revealed(props: {
  readonly contact: RevealedContact;
  readonly onHide: () => void;
  readonly hideKey: RefObject<HTMLButtonElement | null>;
}) {
  const { contact, onHide, hideKey } = props;
  const t = useLogText();
  const [left, setLeft] = useState(SHOWN_S);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onHide();
  }, [left, onHide]);
  const { name, phone } = contact;
  return (
    <>
      <dl className={classes['contact']}>
        <div>
          <dt>{t('reveal.name')}</dt>
          <dd>{name ?? t('reveal.none')}</dd>
        </div>
        <div>
          <dt>{t('reveal.phone')}</dt>
          <dd>
            {phone === null ? (
              t('reveal.none')
            ) : (
              <a href={`tel:${phone}`}>
                <IconPhone aria-hidden size={20} />
                {phone}
              </a>
            )}
          </dd>
        </div>
      </dl>
      <p className={classes['hide']}>
        <Button
          ref={hideKey}
          variant="default"
          size="sm"
          leftSection={<IconEyeOff aria-hidden size={18} />}
          onClick={onHide}
        >
          {t('reveal.hide')}
        </Button>
        <span className={classes['soft']} aria-live="off">
          {t('reveal.hidesIn', { seconds: Math.max(0, left) })}
        </span>
      </p>
    </>
  );
}
