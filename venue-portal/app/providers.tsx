import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from '../api/query-client.ts';
import { LanguageProvider, type Spoken } from '../ui/language.tsx';
import { cssVariablesResolver, readStyleNonce, theme } from '../ui/theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';

export function Providers({ spoken, children }: { readonly spoken: Spoken; readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={readStyleNonce}
    >
      <LanguageProvider first={spoken}>
        <ErrorBoundary>
          <QueryClientProvider client={queryClient}>
            <BrowserRouter>{children}</BrowserRouter>
          </QueryClientProvider>
        </ErrorBoundary>
      </LanguageProvider>
    </MantineProvider>
  );
}
