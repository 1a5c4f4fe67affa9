import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@fontsource/be-vietnam-pro/latin-700.css';
import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/vietnamese-700.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { KioskBridge } from '#kiosk/bridge/contract.ts';
import { guardMarkup } from '#shared/browser/guard-markup.ts';
import { KioskApp } from './kiosk-app.tsx';
import { KioskLink } from './link/kiosk-link.tsx';
import { WebSocketBridge } from './link/web-socket-bridge.ts';
import { lockDown } from './lock-down.ts';
import { keepScreenOn } from './wake-lock.ts';
import './styles/kiosk.css';

declare global {
  interface Window {
    /** Put there by the preload script in Electron. */
    readonly kioskBridge?: KioskBridge;
  }
}

guardMarkup(window);
// While developing, its tools and a reload are needed.
if (import.meta.env.PROD) lockDown();
keepScreenOn();

const bridge = window.kioskBridge ?? new WebSocketBridge(`${window.location.origin.replace(/^http/, 'ws')}/bridge`);

const container = document.getElementById('app');
if (!container) throw new Error('the page has no #app');
createRoot(container).render(
  <StrictMode>
    <KioskLink bridge={bridge}>
      <KioskApp />
    </KioskLink>
  </StrictMode>,
);
