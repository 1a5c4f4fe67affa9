import { Button } from '@mantine/core';
import type { z } from 'zod';
import type { remindedSchema } from '#shared/contract/portal-ward.ts';
import { useUndoReminders } from '../../api/ward.ts';
import { Notice } from '../../ui/notice.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

/** What was noted just now, and the way back. */
export function RemindedNotice(props: {
  readonly result: z.infer<typeof remindedSchema>;
  readonly onUndone: () => void;
}) {
  const { reminders, skipped, mailed } = props.result;
  const w = useWardText();
  const undo = useUndoReminders();
  return (
    <Notice tone={reminders.length > 0 ? 'good' : 'info'} live>
      <div className={classes['row']}>
        <span>
          {[
            ...(reminders.length > 0 ? [w('remind.done', { count: reminders.length })] : []),
            ...(skipped > 0 ? [w('remind.skipped', { count: skipped })] : []),
            ...(mailed > 0 ? [w('remind.mailed', { count: mailed })] : []),
          ].join(' ')}
        </span>
        {reminders.length > 0 && mailed === 0 && (
          <Button
            variant="default"
            size="sm"
            loading={undo.isPending}
            onClick={() =>
              undo.mutate(
                reminders.map(({ id }) => id),
                { onSuccess: props.onUndone },
              )
            }
          >
            {w('venue.undo')}
          </Button>
        )}
      </div>
    </Notice>
  );
}
