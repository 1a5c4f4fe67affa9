import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDoorExit, IconX } from '@tabler/icons-react';
import { useDepartures, useWriteOnLeave } from '../../api/departures.ts';
import { useLogText } from '../../ui/log-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './departure-bar.module.css';

/** On every page of the venue: whom staff just saw leave, and the moment to take it back. */
export default function DepartureBar() {
  const t = useLogText();
  const id = useVenueId();
  const { departures, undo, write } = useDepartures(id);
  useWriteOnLeave(id);
  const failed = departures.filter(({ state }) => state === 'failed');
  const leaving = departures.filter(({ state }) => state !== 'failed');
  const waiting = leaving.filter(({ state }) => state === 'waiting');
  const [last] = leaving.slice(-1);
  return (
    <div className={classes['bars']}>
      <div role="status">
        {last && (
          <div className={classes['bar']}>
            <IconDoorExit aria-hidden size={22} />
            <p>
              <strong>
                {leaving.length === 1
                  ? t('undo.departing', { name: last.name })
                  : t('undo.departingMany', { count: leaving.length })}
              </strong>
              <small>{t('undo.soon')}</small>
            </p>
            <Button
              variant="white"
              size="sm"
              disabled={waiting.length === 0}
              leftSection={<IconArrowBackUp aria-hidden size={18} />}
              onClick={() => {
                for (const { visitId } of waiting) undo(visitId);
              }}
            >
              {t('undo.undo')}
            </Button>
            <button
              type="button"
              className={classes['now']}
              aria-label={t('undo.now')}
              title={t('undo.now')}
              onClick={() => {
                for (const { visitId } of waiting) void write(visitId);
              }}
            >
              <IconX aria-hidden size={20} />
            </button>
          </div>
        )}
      </div>
      {failed.length > 0 && (
        <div role="alert">
          {failed.map(({ visitId, name }) => (
            <div key={visitId} className={classes['bar']} data-failed>
              <p>{t('undo.failed', { name })}</p>
              <button
                type="button"
                className={classes['now']}
                aria-label={t('detail.close')}
                onClick={() => undo(visitId)}
              >
                <IconX aria-hidden size={20} />
              </button>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
