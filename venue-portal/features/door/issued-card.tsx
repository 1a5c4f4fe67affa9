import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { IssuedStaffCard } from '#shared/contract/portal-door.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import classes from './door.module.css';

/** A card that has just been made. Its code is nowhere else: gone with this screen. */
export function IssuedCard(props: { readonly issued: IssuedStaffCard; readonly onClose: () => void }) {
  const { card, qrText, pdfBase64 } = props.issued;
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const pdfUrl = usePdfUrl(pdfBase64);
  return (
    <div className={classes['issued']}>
      <div className={classes['qr']}>
        <QrCode text={qrText} label={t('staffCards.qrLabel')} />
      </div>
      <div className={classes['issuedWords']}>
        <h3 ref={heading} tabIndex={-1}>
          {t('staffCards.issuedTitle', { label: card.label })}
        </h3>
        <Notice tone="warn">{t('staffCards.issuedOnce')}</Notice>
        <div className={classes['save']}>
          <Button
            component="a"
            href={pdfUrl}
            download={t('staffCards.fileName')}
            leftSection={<IconDownload aria-hidden size={20} />}
          >
            {t('staffCards.download')}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {t('staffCards.done')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** An address for the file while it is on the screen. */
function usePdfUrl(base64: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [base64]);
  return url;
}
