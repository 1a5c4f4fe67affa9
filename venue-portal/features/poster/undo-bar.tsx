import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Notice } from '../../ui/notice.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

/** Something was just done, and how to take it back. */
export interface Done {
  readonly text: string;
  /** null: it is done for good, or is undone elsewhere. */
  readonly undo: (() => void) | null;
}

const SHOWN_MS = 20_000;

export function UndoBar(props: { readonly done: Done | null; readonly onGone: () => void }) {
  const { done, onGone } = props;
  const t = useStudioText();
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done, onGone]);
  return (
    <div className={classes['undoBar']} role="status">
      {done && (
        <Notice tone="good">
          <div className={classes['undoRow']}>
            <span>{done.text}</span>
            {done.undo && (
              <Button
                variant="default"
                size="sm"
                leftSection={<IconArrowBackUp aria-hidden size={18} />}
                onClick={done.undo}
              >
                {t('undo')}
              </Button>
            )}
          </div>
        </Notice>
      )}
    </div>
  );
}
