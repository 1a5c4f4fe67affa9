import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { EntrancePoster, ReplacedPoster } from '#shared/contract/portal-posters.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './doors.module.css';
import { useStudioText } from './studio-text.ts';

/** Posters that were replaced: how long they still work, whether one still hangs, and the way back. */
export function OldPosters(props: {
  readonly entrance: EntrancePoster;
  readonly now: Instant;
  /** null: somebody who may not. */
  readonly onUndo: (() => void) | null;
}) {
  const { entrance, now, onUndo } = props;
  const t = useStudioText();
  const { format } = useLanguage();
  const { replaced, undoUntil, entranceName } = entrance;
  const hanging = replaced.reduce((sum, { lateScansToday }) => sum + lateScansToday, 0);
  if (replaced.length === 0 && undoUntil === null) return null;
  return (
    <div className={classes['old']}>
      {hanging > 0 && <Notice tone="warn">{t('doors.oldHanging', { entrance: entranceName, count: hanging })}</Notice>}
      {replaced.length > 0 && (
        <ul>
          {replaced.map((poster) => (
            <Old key={poster.serial} poster={poster} now={now} />
          ))}
        </ul>
      )}
      {undoUntil !== null && onUndo && (
        <div className={classes['acts']}>
          <Button
            variant="default"
            size="sm"
            aria-label={t('doors.undoRotationWhat', { entrance: entranceName })}
            leftSection={<IconArrowBackUp aria-hidden size={18} />}
            onClick={onUndo}
          >
            {t('doors.undoRotation')}
          </Button>
          <small>{t('doors.undoUntil', { time: format.dateTime(undoUntil) })}</small>
        </div>
      )}
    </div>
  );
}

function Old({ poster, now }: { readonly poster: ReplacedPoster; readonly now: Instant }) {
  const t = useStudioText();
  const { format } = useLanguage();
  const { serial, worksUntil, lateScansOfWeek } = poster;
  const time = format.dateTime(worksUntil);
  const facts = [
    t('doors.old', { serial }),
    t(worksUntil > now ? 'doors.oldWorks' : 'doors.oldEnded', { time }),
    ...(lateScansOfWeek > 0 ? [t('doors.oldWeek', { count: lateScansOfWeek })] : []),
  ];
  return <li>{facts.join(' · ')}</li>;
}
