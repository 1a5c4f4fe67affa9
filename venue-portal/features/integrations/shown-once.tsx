import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useIntegrationsText } from './words.ts';

/** A secret that is in one answer alone. */
export function ShownOnce(props: { readonly title: string; readonly secret: string; readonly onDone: () => void }) {
  const t = useIntegrationsText();
  const { t: common } = useLanguage();
  return (
    <div className={classes['secret']}>
      <strong>{props.title}</strong>
      <Notice tone="warn" live>
        {t('once')}
      </Notice>
      <code>{props.secret}</code>
      <div className={classes['row']}>
        <CopyButton value={props.secret}>
          {({ copied, copy }) => (
            <Button leftSection={<IconCopy aria-hidden size={20} />} onClick={copy}>
              {copied ? common('app.copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={props.onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
