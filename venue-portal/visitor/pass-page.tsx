import { useCallback, useEffect, useState } from 'react';
import type { PassTerms } from '#shared/contract/visitor-api.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { fetchPassTerms, requestPass } from './api.ts';
import { useLanguage } from './language.tsx';
import { ErrorSummary, Message, PageFrame } from './page-frame.tsx';
import { PassCard } from './pass-card.tsx';
import { findPersonErrors, keepOrForgetPerson, PersonFields, usePersonDraft } from './person-fields.tsx';
import { type KeptPass, recallPass, remember } from './phone-memory.ts';
import { useSubmission } from './use-submission.ts';

/** Makes a visitor pass, and shows the one this phone keeps. */
export function PassPage() {
  const { t } = useLanguage();
  const [pass, setPass] = useState<KeptPass | null>(() => recallPass(dayOf(Date.now())));
  if (pass) {
    return (
      <PageFrame title={t('passTitle')}>
        <PassCard
          pass={pass}
          onForget={() => {
            remember('pass', null);
            setPass(null);
          }}
        />
      </PageFrame>
    );
  }
  return (
    <NewPass
      onMade={(made) => {
        remember('pass', JSON.stringify(made));
        setPass(made);
      }}
    />
  );
}

function NewPass({ onMade }: { readonly onMade: (pass: KeptPass) => void }) {
  const { t } = useLanguage();
  const [terms, setTerms] = useState<PassTerms | 'loading' | 'failed'>('loading');
  const load = useCallback(async () => {
    const answer = await fetchPassTerms();
    setTerms(answer.ok ? answer.value : 'failed');
  }, []);
  useEffect(() => void load(), [load]);
  if (terms === 'loading') {
    return (
      <PageFrame title={t('passTitle')}>
        <p className="loading" role="status">
          {t('loading')}
        </p>
      </PageFrame>
    );
  }
  if (terms === 'failed') {
    return (
      <PageFrame title={t('passTitle')} failed>
        <Message
          title={t('unreachable.title')}
          text={t('unreachable.text')}
          action={{ label: t('unreachable.retry'), run: () => void load() }}
        />
      </PageFrame>
    );
  }
  return <PassForm terms={terms} onMade={onMade} onOutdated={load} />;
}

interface PassFormProps {
  readonly terms: PassTerms;
  readonly onMade: (pass: KeptPass) => void;
  /** The terms changed since the page was opened. */
  readonly onOutdated: () => Promise<void>;
}

function PassForm({ terms, onMade, onOutdated }: PassFormProps) {
  const { t, language } = useLanguage();
  const [draft, changeDraft] = usePersonDraft();
  const { errors, sending, submit, forgive } = useSubmission({
    check: () => findPersonErrors(draft, { name: t('error.name'), phone: t('error.phone') }),
    send: () => requestPass({ name: draft.name, phone: draft.phone, language, consentVersion: terms.consent.version }),
    onTaken: (pass) => {
      keepOrForgetPerson(draft);
      onMade(pass);
    },
    onRefused: async (failure) => {
      if (failure === 'changed') await onOutdated();
    },
  });

  return (
    <PageFrame title={t('passTitle')} failed={errors.length > 0}>
      <h1 className="headline">{t('passTitle')}</h1>
      <p>{t('pass.intro')}</p>
      <form noValidate onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <PersonFields draft={draft} errors={errors} onChange={changeDraft} onTouch={forgive} />
        <section className="card card--quiet">
          <h2>{t('form.consent')}</h2>
          <p>{terms.consent.text[language]}</p>
        </section>
        <button type="submit" className="button button--send" aria-disabled={sending}>
          {t(sending ? 'pass.making' : 'pass.make')}
        </button>
      </form>
    </PageFrame>
  );
}
