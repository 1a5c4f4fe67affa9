import { useEffect, useRef } from 'react';
import type { SelfCheckInResponse } from '#shared/contract/visitor-api.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import { useLanguage } from './language.tsx';
import { PageFrame } from './page-frame.tsx';

const WORDS = { welcome: 'welcome', 'see-staff': 'seeStaff', 'not-today': 'notToday' } as const;

/** Made to be shown to a guard two steps away: colour, icon, words, and a time too large to fake with an old screenshot unnoticed. */
export function Result({ result, onAgain }: { readonly result: SelfCheckInResponse; readonly onAgain: () => void }) {
  const { t, language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { timeZone: result.timeZone, ...options }).format(
      result.at,
    );
  return (
    <PageFrame title={t('title')}>
      <section className={`result result--${result.verdict}`} role="status">
        <VerdictIcon verdict={result.verdict} />
        <h1 ref={heading} tabIndex={-1}>
          {t(`result.${WORDS[result.verdict]}`)}
        </h1>
        <p className="result__time">{format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })}</p>
        <p>{format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}</p>
        <p className="result__who">{result.maskedName}</p>
        <p>
          {result.venueName} · {result.entranceName}
        </p>
        <p>{t(`result.${WORDS[result.verdict]}Text`)}</p>
      </section>
      <section className="card">
        <p className="receipt">
          {t('result.receipt')} <strong>{result.receiptCode}</strong>
        </p>
        <p className="field__hint">{t('result.receiptHint')}</p>
        <a href="/withdraw">{t('withdraw.link')}</a>
      </section>
      <a className="button button--second" href="/pass">
        {t('result.makePass')}
      </a>
      <button type="button" className="button button--second" onClick={onAgain}>
        {t('result.again')}
      </button>
    </PageFrame>
  );
}

const ICONS: Readonly<Record<Verdict, string>> = {
  welcome: 'M14 34 27 47 51 19',
  'see-staff': 'M32 29a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM14 54c1-12 8-18 18-18s17 6 18 18',
  'not-today': 'M18 18 46 46M46 18 18 46',
};

function VerdictIcon({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg className="result__icon" viewBox="0 0 64 64" aria-hidden="true">
      <path
        d={ICONS[verdict]}
        fill="none"
        stroke="currentColor"
        strokeWidth="7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
