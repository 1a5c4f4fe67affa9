import type { Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { type BridgeMessage, bridgeMessageSchema, pushes } from '#kiosk/bridge/contract.ts';
import { cardOf } from './lone-kiosk.ts';

/** One visitor after the other, each as soon as the one before is welcomed; the page presses KHÔNG for them (`installDoorProbe`). */
export async function scanMany(page: Page, count: number, first: number): Promise<void> {
  const { origin, host } = new URL(page.url());
  const cookies = await page.context().cookies();
  const socket = new WebSocket(`ws://${host}/bridge`, {
    origin,
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let welcomed = 0;
  const scanNext = (): void => {
    const args = { text: cardOf(first + welcomed), encoding: 'text', source: 'keyboard', seenAt: 0 } as const;
    socket.send(JSON.stringify({ type: 'call', id: welcomed, channel: 'scan', args } satisfies BridgeMessage));
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error(`the bridge closed after ${welcomed} visitors`)));
    socket.on('message', (data: Buffer) => {
      const message = bridgeMessageSchema.parse(JSON.parse(data.toString('utf8')));
      if (message.type !== 'push' || message.push !== 'signal') return;
      if (pushes.signal.parse(message.payload).signal !== 'welcome') return;
      welcomed += 1;
      if (welcomed === count) resolve();
      else scanNext();
    });
    scanNext();
  });
  socket.removeAllListeners('close');
  socket.close();
}
