import '../ui/mantine-styles.ts';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { guardMarkup } from '#shared/browser/guard-markup.ts';
import { speakFirst } from '../ui/language.tsx';
import { Providers } from './providers.tsx';
import { AppRoutes } from './routes.tsx';

guardMarkup(window);

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const spoken = await speakFirst();
  createRoot(root).render(
    <StrictMode>
      <Providers spoken={spoken}>
        <AppRoutes />
      </Providers>
    </StrictMode>,
  );
}

void start();
