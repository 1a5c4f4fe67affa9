import { Button } from '@mantine/core';
import type { Notice } from '#shared/contract/portal-settings.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { type NoticeState, stateOf } from './notice-times.ts';
import classes from './notices.module.css';

const TONES: Readonly<Record<NoticeState, Tone | 'plain'>> = {
  now: 'good',
  later: 'info',
  over: 'plain',
  withdrawn: 'plain',
};

/** One notice in both languages, when and where it is shown. */
export function NoticeItem(props: {
  readonly notice: Notice;
  readonly now: Instant;
  readonly onEdit: (notice: Notice) => void;
  readonly onWithdraw?: (notice: Notice) => void;
  readonly onShowAgain?: (notice: Notice) => void;
}) {
  const { notice, now, onEdit, onWithdraw, onShowAgain } = props;
  const t = useSettingsWords();
  const { language } = useLanguage();
  const state = stateOf(notice, now);
  const text = notice.text[language];
  return (
    <li className={classes['item']}>
      <div className={classes['texts']}>
        <p lang="vi">
          <strong>{notice.text.vi}</strong>
        </p>
        <p lang="en">{notice.text.en}</p>
      </div>
      <div className={classes['facts']}>
        <Chip tone={TONES[state]} dot={state === 'now'}>
          {t(`notices.states.${state}`)}
        </Chip>
        <Period notice={notice} />
        <span>
          {notice.venueIds.length === 0
            ? t('notices.everywhere')
            : t('notices.places', { count: notice.venueIds.length })}
        </span>
        {notice.createdBy !== null && <span>{t('notices.by', { name: notice.createdBy })}</span>}
      </div>
      <div className={classes['acts']}>
        {state !== 'withdrawn' && (
          <Button
            variant="default"
            size="sm"
            aria-label={t('notices.editWhat', { text })}
            onClick={() => onEdit(notice)}
          >
            {t('notices.edit')}
          </Button>
        )}
        {onWithdraw && (
          <Button
            variant="subtle"
            size="sm"
            className={classes['danger']}
            aria-label={t('notices.withdrawWhat', { text })}
            onClick={() => onWithdraw(notice)}
          >
            {t('notices.withdraw')}
          </Button>
        )}
        {onShowAgain && state === 'withdrawn' && (
          <Button variant="default" size="sm" onClick={() => onShowAgain(notice)}>
            {t('notices.showAgain')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Period({ notice: { startsAt, endsAt } }: { readonly notice: Notice }) {
  const t = useSettingsWords();
  const { format } = useLanguage();
  return (
    <span>
      {t('notices.since', { time: format.dateTime(startsAt) })}
      {endsAt !== null && ` ${t('notices.until', { time: format.dateTime(endsAt) })}`}
    </span>
  );
}
