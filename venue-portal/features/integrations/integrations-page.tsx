import { isOwner } from '../../api/session.ts';
import classes from '../../ui/data-page.module.css';
import { OnlyFor } from '../../ui/only-for.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { TokensPanel } from './tokens-panel.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';
import { useIntegrationsText } from './words.ts';

/** What other programs may ask, and what they are told. Owners only. */
export default function IntegrationsPage() {
  const t = useIntegrationsText();
  return (
    <div className={classes['page']}>
      <div>
        <PageHeading title={t('title')} />
        <p className={classes['soft']}>{t('intro')}</p>
      </div>
      <OnlyFor may={isOwner}>
        <TokensPanel />
        <WebhooksPanel />
      </OnlyFor>
    </div>
  );
}
