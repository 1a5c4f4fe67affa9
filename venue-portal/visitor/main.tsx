import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckInPage } from './check-in-page.tsx';
import { LanguageProvider } from './language.tsx';
import { PassPage } from './pass-page.tsx';
import './visitor.css';

const WithdrawPage = lazy(async () => ({ default: (await import('./withdraw-page.tsx')).WithdrawPage }));

const isWithdrawal = window.location.pathname === '/withdraw';
const code = /^\/v\/([^/]+)\/?$/.exec(window.location.pathname)?.[1] ?? null;

const container = document.getElementById('app');
if (!container) throw new Error('the page has no #app');
createRoot(container).render(
  <StrictMode>
    <LanguageProvider>
      {isWithdrawal ? (
        <Suspense fallback={null}>
          <WithdrawPage />
        </Suspense>
      ) : code === null ? (
        <PassPage />
      ) : (
        <CheckInPage code={code} />
      )}
    </LanguageProvider>
  </StrictMode>,
);
