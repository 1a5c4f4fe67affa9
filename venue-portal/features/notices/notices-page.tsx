import { Button } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useState } from 'react';
import type { Notice } from '#shared/contract/portal-settings.ts';
import { useNoticeAct, useNotices } from '../../api/settings.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { NoticeForm } from './notice-form.tsx';
import { NoticeItem } from './notice-item.tsx';
import { stateOf } from './notice-times.ts';
import classes from './notices.module.css';

/** What kiosks say on their idle screens. */
export default function NoticesPage() {
  return (
    <Loaded query={useNotices()} lines={5}>
      {(notices) => <Notices notices={notices} />}
    </Loaded>
  );
}

type Open = { readonly is: 'new' } | { readonly is: 'edit'; readonly notice: Notice } | null;

function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const t = useSettingsWords();
  const now = useNow(30_000);
  const [open, setOpen] = useState<Open>(null);
  const [said, setSaid] = useState<string | null>(null);
  const current = notices.filter((notice) => ['now', 'later'].includes(stateOf(notice, now)));
  const past = notices.filter((notice) => ['over', 'withdrawn'].includes(stateOf(notice, now)));
  const edit = (notice: Notice): void => setOpen({ is: 'edit', notice });
  const act = useActs(setSaid);
  const done = (words: string): void => {
    setOpen(null);
    act.forget();
    setSaid(words);
  };
  return (
    <>
      <Panel
        title={t('notices.title')}
        aside={
          open === null && (
            <Button leftSection={<IconPlus aria-hidden size={20} />} onClick={() => setOpen({ is: 'new' })}>
              {t('notices.add')}
            </Button>
          )
        }
      >
        <p className={classes['soft']}>{t('notices.intro')}</p>
        <div role="status">
          {said !== null && <SavedNotice text={said} undo={t('undo')} busy={act.isBusy} onUndo={act.undo} />}
        </div>
        {open && (
          <NoticeForm
            key={open.is === 'edit' ? open.notice.id : 'new'}
            notice={open.is === 'edit' ? open.notice : null}
            onCancel={() => setOpen(null)}
            onDone={done}
          />
        )}
        {current.length === 0 && open === null && (
          <EmptyState
            icon={<IconSpeakerphone size={34} stroke={1.5} />}
            title={t('notices.emptyTitle')}
            text={t('notices.emptyText')}
          />
        )}
        <ul className={classes['list']}>
          {current.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} now={now} onEdit={edit} onWithdraw={act.withdraw} />
          ))}
        </ul>
      </Panel>
      {past.length > 0 && (
        <details className={classes['past']}>
          <summary>{t('notices.past', { count: past.length })}</summary>
          <ul className={classes['list']}>
            {past.map((notice) => (
              <NoticeItem key={notice.id} notice={notice} now={now} onEdit={edit} onShowAgain={act.restore} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Withdrawing, and the way back from it. */
function useActs(say: (words: string | null) => void) {
  const t = useSettingsWords();
  const { language } = useLanguage();
  const send = useNoticeAct();
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  const restoreById = (id: string): void =>
    send.mutate(
      { act: 'restore', id },
      {
        onSuccess: () => {
          setWithdrawn(null);
          say(t('notices.restored'));
        },
      },
    );
  return {
    isBusy: send.isPending,
    forget: () => setWithdrawn(null),
    withdraw: ({ id, text }: Notice) =>
      send.mutate(
        { act: 'withdraw', id },
        {
          onSuccess: () => {
            setWithdrawn(id);
            say(t('notices.withdrawn', { text: text[language] }));
          },
        },
      ),
    restore: ({ id }: Notice) => restoreById(id),
    undo: withdrawn === null ? undefined : () => restoreById(withdrawn),
  };
}
