import { Button } from '@mantine/core';
import { IconPrinter, IconQrcode } from '@tabler/icons-react';
import type { ClaimSlip } from '#shared/contract/portal-ward-cases.ts';
import { claimPostersPath } from '../../api/ward-work.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

/** What the owner is handed: on paper it is alone on the page. */
export function Slip({ slip, onDone }: { readonly slip: ClaimSlip; readonly onDone: () => void }) {
  const { venueId, venueName, address, serial, code, url, expiresAt } = slip;
  const w = useWardText();
  const { format } = useLanguage();
  const page = url.split('#')[0]?.replace(/^https?:\/\//, '') ?? '';
  return (
    <>
      <div className={classes['noPrint']}>
        <Notice tone="good" live>
          {w('register.done')}
        </Notice>
      </div>
      <section className={classes['slip']} aria-label={w('register.slipTitle')}>
        <div>
          <h2>{w('register.slipTitle')}</h2>
          <p>
            <strong>{venueName}</strong>
            <br />
            {address}
            <br />
            {w('register.slipSerial', { serial })}
          </p>
          <p>{w('register.slipHow', { address: page })}</p>
          <p className={classes['slipCode']}>{code}</p>
          <p>{w('register.slipWhy', { day: format.dateTime(expiresAt).slice(0, 10) })}</p>
        </div>
        <div className={classes['slipQr']}>
          <QrCode text={url} label={w('register.qrLabel')} />
        </div>
      </section>
      <div className={`${classes['actions']} ${classes['noPrint']}`}>
        <Button
          component="a"
          href={claimPostersPath(venueId)}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconQrcode aria-hidden size={20} />}
        >
          {w('register.poster')}
        </Button>
        <Button variant="light" leftSection={<IconPrinter aria-hidden size={20} />} onClick={() => globalThis.print()}>
          {w('register.printSlip')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {w('register.another')}
        </Button>
      </div>
    </>
  );
}
