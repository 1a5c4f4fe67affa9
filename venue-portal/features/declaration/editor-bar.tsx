import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconEye, IconSend, IconTrash } from '@tabler/icons-react';
import { useLanguage } from '../../ui/language.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import type { DraftWork } from './use-draft.ts';

/** What can be done with the draft as a whole, and whether it is kept. */
export function EditorBar(props: {
  readonly work: DraftWork;
  readonly isPreviewing: boolean;
  /** Left out where the preview stands beside. */
  readonly onPreview: (() => void) | undefined;
  readonly onReload: () => void;
  readonly onDiscard: () => void;
  readonly onReview: () => void;
}) {
  const { work, onPreview } = props;
  const t = useSettingsWords();
  const { past, future } = work.history;
  return (
    <div className={classes['bar']}>
      <span role="status" data-state={work.state.is}>
        <SaveWords work={work} />
        {work.state.is === 'conflict' && (
          <Button variant="default" size="xs" onClick={props.onReload}>
            {t('declaration.reload')}
          </Button>
        )}
      </span>
      <ActionIcon
        variant="default"
        size="xl"
        aria-label={t('declaration.undo')}
        title={t('declaration.undo')}
        disabled={past.length === 0}
        onClick={() => work.edit({ do: 'undo' })}
      >
        <IconArrowBackUp aria-hidden size={22} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="xl"
        aria-label={t('declaration.redo')}
        title={t('declaration.redo')}
        disabled={future.length === 0}
        onClick={() => work.edit({ do: 'redo' })}
      >
        <IconArrowForwardUp aria-hidden size={22} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="xl"
        className={classes['danger']}
        aria-label={t('declaration.discard')}
        title={t('declaration.discard')}
        onClick={props.onDiscard}
      >
        <IconTrash aria-hidden size={22} />
      </ActionIcon>
      {onPreview && (
        <Button
          variant="default"
          aria-expanded={props.isPreviewing}
          leftSection={<IconEye aria-hidden size={20} />}
          onClick={onPreview}
        >
          {t(props.isPreviewing ? 'declaration.preview.close' : 'declaration.preview.open')}
        </Button>
      )}
      <Button
        leftSection={<IconSend aria-hidden size={20} />}
        disabled={!work.isChanged || work.state.is === 'conflict'}
        onClick={props.onReview}
      >
        {t('declaration.review')}
      </Button>
    </div>
  );
}

function SaveWords({ work }: { readonly work: DraftWork }) {
  const t = useSettingsWords();
  const { format } = useLanguage();
  const { state } = work;
  if (state.is === 'saved') {
    const saved = t('declaration.status.saved', { time: format.time(state.at) });
    return work.isChanged ? saved : `${saved}. ${t('declaration.sameAsBefore')}`;
  }
  return t(`declaration.status.${state.is}`);
}
