import '../ui/mantine-styles.ts';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { guardMarkup } from '#shared/browser/guard-markup.ts';
import { Providers } from './providers.tsx';
import { AppRoutes } from './routes.tsx';

guardMarkup(window);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <AppRoutes />
    </Providers>
  </StrictMode>,
);
