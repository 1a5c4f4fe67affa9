import { IconHistory } from '@tabler/icons-react';
import { useAccountEvents } from '../../api/account.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './account.module.css';

/** What was changed about signing in, by oneself or by others: where no letters are sent, this alone tells. */
export function EventsPanel() {
  const { t, format } = useLanguage();
  const events = useAccountEvents();
  return (
    <Panel title={t('account.events.title')}>
      <p className={classes['soft']}>{t('account.events.intro')}</p>
      <Loaded query={events}>
        {(entries) =>
          entries.length === 0 ? (
            <p className={classes['soft']}>{t('account.events.none')}</p>
          ) : (
            <ul className={classes['list']} aria-label={t('account.events.listLabel')}>
              {entries.map(({ at, kind, by }, index) => (
                // Entries of one act share their time.
                <li key={`${at} ${kind} ${entries.length - index}`}>
                  <IconHistory aria-hidden size={24} />
                  <div>
                    <strong>{t(`account.events.kinds.${kind}`)}</strong>
                    <small>
                      {format.dateTime(at)} · {t(`account.events.by.${by}`)}
                    </small>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
