import { Button, CopyButton } from '@mantine/core';
import { IconCopy, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './account.module.css';

/** Shown once; nothing else on the page until they are put away. */
export function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { codes } = props;
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {t('account.codes.title')}
      </h3>
      <Notice tone="warn">{t('account.codes.why')}</Notice>
      <ul className={classes['codes']} aria-label={t('account.codes.listLabel')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes['row']}>
        <Button variant="light" leftSection={<IconPrinter aria-hidden size={20} />} onClick={() => globalThis.print()}>
          {t('account.codes.print')}
        </Button>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="light" leftSection={<IconCopy aria-hidden size={20} />} onClick={copy}>
              {copied ? t('app.copied') : t('account.codes.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={props.onDone}>{t('account.codes.done')}</Button>
      </div>
    </>
  );
}
