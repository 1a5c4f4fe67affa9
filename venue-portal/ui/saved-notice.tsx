import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { Notice } from './notice.tsx';
import classes from './saved-notice.module.css';

/** What was done, said aloud, and the way back from it. */
export function SavedNotice(props: {
  readonly text: string;
  readonly undo: string;
  readonly busy?: boolean;
  /** Left out: there is no way back any more. */
  readonly onUndo?: (() => void) | undefined;
}) {
  return (
    <Notice tone="good" live>
      <span className={classes['row']}>
        {props.text}
        {props.onUndo && (
          <Button
            variant="default"
            size="xs"
            loading={props.busy === true}
            leftSection={<IconArrowBackUp aria-hidden size={18} />}
            onClick={props.onUndo}
          >
            {props.undo}
          </Button>
        )}
      </span>
    </Notice>
  );
}
