import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckInPage } from './check-in-page.tsx';
import { LanguageProvider } from './language.tsx';
import { PassPage } from './pass-page.tsx';
import { WithdrawPage } from './withdraw-page.tsx';
import './visitor.css';

const isWithdrawal = window.location.pathname === '/withdraw';
const code = /^\/v\/([^/]+)\/?$/.exec(window.location.pathname)?.[1] ?? null;

const container = document.getElementById('app');
if (!container) throw new Error('the page has no #app');
createRoot(container).render(
  <StrictMode>
    <LanguageProvider>
      {isWithdrawal ? <WithdrawPage /> : code === null ? <PassPage /> : <CheckInPage code={code} />}
    </LanguageProvider>
  </StrictMode>,
);
