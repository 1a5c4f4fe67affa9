import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Declaration } from '#shared/contract/portal-settings.ts';
import { type DeclarationDraft, toDraft } from '#shared/domain/declaration-draft.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useFollowDeclaration } from '../../api/settings.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import type { Done } from './done.ts';
import { Preview } from './preview.tsx';
import { VersionList } from './version-list.tsx';

interface OverviewProps {
  readonly owner: VenueId | null;
  readonly declaration: Declaration;
  readonly done: Done | null;
  readonly onEdit: (content: DeclarationDraft | null, words?: string) => void;
  readonly onDone: (done: Done) => void;
}

/** What is asked now, by whose declaration, and what was asked before. */
export function Overview(props: OverviewProps) {
  const { declaration, done, onEdit } = props;
  const t = useSettingsWords();
  const { discarded } = done ?? {};
  return (
    <div className={classes['page']}>
      <div role="status">
        {done && (
          <SavedNotice
            text={done.words}
            undo={t('declaration.bringBack')}
            onUndo={discarded && (() => onEdit(discarded))}
          />
        )}
      </div>
      <div className={classes['work']} data-preview>
        <div className={classes['main']}>
          <Asked {...props} />
          <VersionList declaration={declaration} onUseAgain={onEdit} />
        </div>
        <div className={classes['aside']}>
          <Preview draft={toDraft(declaration.current)} />
        </div>
      </div>
    </div>
  );
}

function Asked(props: OverviewProps) {
  const { owner, declaration, onEdit } = props;
  const t = useSettingsWords();
  const { language } = useLanguage();
  const { source, current, venuesWithOwn } = declaration;
  const isOwn = source === (owner === null ? 'organisation' : 'venue');
  const sourceWords =
    source === 'organisation' && owner === null ? 'declaration.source.organisationOwn' : `declaration.source.${source}`;
  return (
    <Panel
      title={t('declaration.title')}
      aside={
        <Chip tone={isOwn ? 'good' : 'plain'}>
          {t('declaration.questionCount', { count: current.questions.length })}
        </Chip>
      }
    >
      <p className={classes['soft']}>{t('declaration.intro')}</p>
      <p>
        <strong>{t(sourceWords as 'declaration.source.venue')}</strong>
      </p>
      <ol className={classes['asked']}>
        {current.questions.map(({ id, text, when }) => (
          <li key={id}>
            {text[language]}
            {when && <span> ({whenWords(declaration, when, t)})</span>}
          </li>
        ))}
      </ol>
      {venuesWithOwn.length > 0 && (
        <Notice tone="info">
          {t('declaration.venuesWithOwn')}{' '}
          {venuesWithOwn.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Link to={`/venues/${id}/settings/declaration`}>{name}</Link>
            </span>
          ))}
        </Notice>
      )}
      <div className={classes['row']}>
        <Button leftSection={<IconPencil aria-hidden size={20} />} onClick={() => onEdit(null)}>
          {t(owner !== null && !isOwn ? 'declaration.writeOwn' : 'declaration.edit')}
        </Button>
        {isOwn && <FollowButton {...props} />}
      </div>
      {!isOwn && <p className={classes['hint']}>{t('declaration.writeOwnHint')}</p>}
    </Panel>
  );
}

function whenWords(
  { current }: Declaration,
  when: { readonly question: string; readonly answer: 'yes' | 'no' },
  t: ReturnType<typeof useSettingsWords>,
): string {
  const number = current.questions.findIndex(({ id }) => id === when.question) + 1;
  return t('declaration.whenAnswered', { number, answer: t(`declaration.answers.${when.answer}`) });
}

function FollowButton({ owner, onDone }: OverviewProps) {
  const t = useSettingsWords();
  const follow = useFollowDeclaration(owner);
  const [isAsking, setAsking] = useState(false);
  const label = t(owner === null ? 'declaration.follow.organisation' : 'declaration.follow.venue');
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {label}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('declaration.followTitle')}
          confirm={label}
          tone="plain"
          work={follow}
          onCancel={() => setAsking(false)}
          onConfirm={() =>
            follow.mutate(undefined, {
              onSuccess: () => {
                setAsking(false);
                onDone({ words: t('declaration.followed') });
              },
            })
          }
        >
          <p>{t('declaration.followText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
