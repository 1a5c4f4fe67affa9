import type { UseFormRegisterReturn } from 'react-hook-form';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import { useLanguage } from '../language.tsx';
import classes from './venue-form.module.css';
import { VENUE_TYPES } from './venue-types.ts';

/** Real radio buttons, drawn as cards with a picture. The first carries the id that the error summary links to. */
export function VenueTypePicker(
  props: UseFormRegisterReturn & { readonly id: string; readonly error: string | undefined },
) {
  const { id, error, ...registration } = props;
  const { t } = useLanguage();
  const errorId = `${id}-error`;
  return (
    <fieldset className={classes['types']} aria-describedby={error === undefined ? `${id}-hint` : errorId}>
      <legend>{t('registration.venueType')}</legend>
      <p id={`${id}-hint`} className={classes['hint']}>
        {t('registration.venueTypeHint')}
      </p>
      {error !== undefined && (
        <p id={errorId} className={classes['error']}>
          {error}
        </p>
      )}
      <div className={classes['typeGrid']}>
        {venueTypeSchema.options.map((type, index) => {
          const { Icon, label } = VENUE_TYPES[type];
          return (
            <label key={type} className={classes['type']}>
              <input type="radio" value={type} {...registration} {...(index === 0 && { id })} />
              <Icon aria-hidden size={30} stroke={1.5} />
              <span>{t(label)}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
