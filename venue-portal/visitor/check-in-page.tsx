import { useCallback, useEffect, useState } from 'react';
import type { PublicEntrance, SelfCheckInResponse } from '#shared/contract/visitor-api.ts';
import { type Failure, fetchEntrance } from './api.ts';
import { CheckInForm } from './check-in-form.tsx';
import { useLanguage } from './language.tsx';
import { Message, PageFrame } from './page-frame.tsx';
import { Result } from './result.tsx';

type State =
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly failure: Failure }
  | { readonly name: 'form'; readonly entrance: PublicEntrance }
  | { readonly name: 'done'; readonly entrance: PublicEntrance; readonly result: SelfCheckInResponse };

/** How the portal marks that somebody only looks. */
const LOOK = '#look';

/** What cannot be mended by trying again. */
const DEAD_ENDS: Partial<Record<Failure, 'unknown' | 'replaced' | 'closed'>> = {
  'not-found': 'unknown',
  replaced: 'replaced',
  closed: 'closed',
};

/** The page a poster opens: which venue, who, the declaration, a clear result. */
export function CheckInPage({ code }: { readonly code: string }) {
  const { t } = useLanguage();
  const [state, setState] = useState<State>({ name: 'loading' });

  const load = useCallback(async () => {
    const answer = await fetchEntrance(code, window.location.hash === LOOK);
    setState(answer.ok ? { name: 'form', entrance: answer.value } : { name: 'failed', failure: answer.failure });
  }, [code]);
  useEffect(() => void load(), [load]);

  switch (state.name) {
    case 'loading':
      return (
        <PageFrame title={t('title')}>
          <p className="loading" role="status">
            {t('loading')}
          </p>
        </PageFrame>
      );
    case 'failed': {
      const { failure } = state;
      const why = DEAD_ENDS[failure] ?? 'unreachable';
      return (
        <PageFrame title={t('title')} failed>
          <Message
            title={t(`${why}.title`)}
            text={t(`${why}.text`)}
            {...(why === 'unreachable' && { action: { label: t('unreachable.retry'), run: () => void load() } })}
          />
        </PageFrame>
      );
    }
    case 'form':
      return (
        <CheckInForm
          code={code}
          entrance={state.entrance}
          onDone={(result) => setState({ name: 'done', entrance: state.entrance, result })}
          onOutdated={load}
        />
      );
    case 'done':
      return <Result result={state.result} onAgain={() => setState({ name: 'form', entrance: state.entrance })} />;
  }
}
