import { useId } from 'react';
import { POSTER_FORMATS, type PosterFormat } from '#shared/contract/poster-options.ts';
import { useLanguage } from '../../ui/language.tsx';
import { describeSize } from './describe-format.ts';
import { FormatThumb } from './format-thumb.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

const GROUPS = ['main', 'secondary', 'display'] as const;
const FORMATS = Object.keys(POSTER_FORMATS) as PosterFormat[];

/** Every format with its shape, its size and the place it is for. Real radio buttons. */
export function FormatPicker(props: {
  readonly value: PosterFormat;
  readonly onChange: (format: PosterFormat) => void;
}) {
  const t = useStudioText();
  const { language } = useLanguage();
  const name = useId();
  return (
    <div className={classes['formats']}>
      {GROUPS.map((group) => (
        <fieldset key={group}>
          <legend>{t(`format.groups.${group}`)}</legend>
          {group === 'secondary' && <p className={classes['hint']}>{t('format.secondaryHint')}</p>}
          <div className={classes['formatGrid']}>
            {FORMATS.filter((format) => POSTER_FORMATS[format].purpose === group).map((format) => (
              <label key={format} className={classes['format']}>
                <input
                  type="radio"
                  name={name}
                  checked={format === props.value}
                  aria-labelledby={`${name}-${format}`}
                  aria-describedby={`${name}-${format}-use`}
                  onChange={() => props.onChange(format)}
                />
                <FormatThumb format={format} />
                <span>
                  <strong id={`${name}-${format}`}>{t(`format.names.${format}`)}</strong>
                  <small id={`${name}-${format}-use`}>
                    {t(`format.uses.${format}`)}{' '}
                    <span className={classes['size']}>{describeSize(t, format, language)}</span>
                  </small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
