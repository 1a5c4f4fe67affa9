import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { OneTimeLink as Link } from '#shared/contract/portal-account.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './people.module.css';

/** Shown once, to be handed on. */
export function OneTimeLink(props: { readonly link: Link; readonly onDone?: () => void }) {
  const { url, expiresAt } = props.link;
  const { t, format } = useLanguage();
  return (
    <div className={classes['link']}>
      <Notice tone="warn" live>
        {t('account.people.linkOnce', { time: format.dateTime(expiresAt) })}
      </Notice>
      <code>{url}</code>
      <div className={classes['row']}>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button leftSection={<IconCopy aria-hidden size={20} />} onClick={copy}>
              {copied ? t('app.copied') : t('app.copy')}
            </Button>
          )}
        </CopyButton>
        {props.onDone && (
          <Button variant="default" onClick={props.onDone}>
            {t('account.people.done')}
          </Button>
        )}
      </div>
    </div>
  );
}
