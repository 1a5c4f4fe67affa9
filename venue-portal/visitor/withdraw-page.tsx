import { type FormEvent, useState } from 'react';
import type { Withdrawal } from '#shared/contract/portal-rights.ts';
import { type Failure, sendWithdrawal } from './api.ts';
import { useLanguage } from './language.tsx';
import { ErrorSummary, Message, PageFrame, TextField } from './page-frame.tsx';

/** Takes the consent back with the code of a receipt: first what is kept is shown, then it goes. */
export function WithdrawPage() {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<Withdrawal | null>(null);
  const [failure, setFailure] = useState<Failure | 'missing' | null>(null);
  const [busy, setBusy] = useState(false);

  async function ask(confirmed: boolean): Promise<void> {
    if (code.trim() === '') return setFailure('missing');
    setBusy(true);
    const answer = await sendWithdrawal({ receiptCode: code, confirmed });
    setBusy(false);
    setFound(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer.failure);
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void ask(false);
  };

  if (found?.state === 'gone') {
    const text =
      found.reference === null ? t('withdraw.goneText') : t('withdraw.doneText', { reference: found.reference });
    return (
      <PageFrame title={t('withdraw.title')}>
        <Message title={t('withdraw.gone')} text={text} />
      </PageFrame>
    );
  }
  if (found) return <Confirm found={found} busy={busy} onYes={() => void ask(true)} onNo={() => setFound(null)} />;
  const problem = failure && words(t, failure);
  const isField = failure === 'missing' || failure === 'not-found';
  return (
    <PageFrame title={t('withdraw.title')} failed={problem !== null}>
      <ErrorSummary errors={problem === null ? [] : [{ field: isField ? 'receipt' : null, text: problem }]} />
      <form className="card" noValidate onSubmit={submit}>
        <h1>{t('withdraw.title')}</h1>
        <p>{t('withdraw.intro')}</p>
        <TextField
          id="receipt"
          type="text"
          label={t('withdraw.code')}
          hint={t('withdraw.codeHint')}
          value={code}
          error={isField && problem !== null ? problem : undefined}
          autoComplete="off"
          onChange={setCode}
        />
        <button type="submit" className="button" disabled={busy}>
          {t('withdraw.find')}
        </button>
      </form>
    </PageFrame>
  );
}

function Confirm(props: {
  readonly found: Withdrawal;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { t, language } = useLanguage();
  const { venueName, at, timeZone } = props.found;
  const time = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(at);
  return (
    <PageFrame title={t('withdraw.title')}>
      <section className="card">
        <h1>{t('withdraw.sure')}</h1>
        <p>
          <strong>{venueName}</strong>
          <br />
          {time}
        </p>
        <p>{t('withdraw.what')}</p>
        <button type="button" className="button" disabled={props.busy} onClick={props.onYes}>
          {t('withdraw.yes')}
        </button>
        <button type="button" className="button button--second" onClick={props.onNo}>
          {t('withdraw.no')}
        </button>
      </section>
    </PageFrame>
  );
}

function words(t: ReturnType<typeof useLanguage>['t'], failure: Failure | 'missing'): string {
  if (failure === 'missing') return t('withdraw.missing');
  if (failure === 'not-found') return t('withdraw.unknown');
  return failure === 'busy' || failure === 'offline' ? t(`error.${failure}`) : t('error.other');
}
