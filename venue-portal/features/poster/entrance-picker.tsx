import { Button } from '@mantine/core';
import type { EntrancePoster } from '#shared/contract/portal-posters.ts';
import type { EntranceId } from '#shared/domain/ids.ts';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

/** Which doors are printed at once. */
export function EntrancePicker(props: {
  readonly entrances: readonly EntrancePoster[];
  readonly chosen: readonly EntranceId[];
  readonly onChange: (chosen: EntranceId[]) => void;
}) {
  const { entrances, chosen, onChange } = props;
  const t = useStudioText();
  const ids = entrances.map(({ entranceId }) => entranceId);
  return (
    <fieldset className={classes['which']}>
      <legend>{t('which.legend')}</legend>
      <div>
        {entrances.map(({ entranceId, entranceName, serial }) => (
          <label key={entranceId}>
            <input
              type="checkbox"
              checked={chosen.includes(entranceId)}
              onChange={(event) =>
                onChange(ids.filter((id) => (id === entranceId ? event.currentTarget.checked : chosen.includes(id))))
              }
            />
            <span>
              {entranceName} <small>{serial}</small>
            </span>
          </label>
        ))}
      </div>
      {chosen.length < ids.length && (
        <Button variant="subtle" size="sm" onClick={() => onChange(ids)}>
          {t('which.all')}
        </Button>
      )}
    </fieldset>
  );
}
