import { useId, useState } from 'react';
import { POSTER_FORMATS, type PosterFormat } from '#shared/contract/poster-options.ts';
import { useLanguage } from '../../ui/language.tsx';
import { describeSize } from './describe-format.ts';
import { FormatThumb } from './format-thumb.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

const GROUPS = ['main', 'secondary', 'display'] as const;
const FORMATS = Object.keys(POSTER_FORMATS) as PosterFormat[];

/** On a phone what is rarely printed is one press away, not between the others. */
const isRoomy = (): boolean => window.matchMedia('(min-width: 48rem)').matches;

/** Every format with its shape, its size and the place it is for. Real radio buttons. */
export function FormatPicker(props: {
  readonly value: PosterFormat;
  readonly onChange: (format: PosterFormat) => void;
}) {
  const t = useStudioText();
  const name = useId();
  const [roomy] = useState(isRoomy);
  return (
    <div className={classes['formats']} role="radiogroup" aria-label={t('format.legend')}>
      {GROUPS.map((group) => (
        <details key={group} open={roomy || POSTER_FORMATS[props.value].purpose === group}>
          <summary>{t(`format.groups.${group}`)}</summary>
          <div>
            {group === 'secondary' && <p className={classes['hint']}>{t('format.secondaryHint')}</p>}
            <div className={classes['formatGrid']}>
              {FORMATS.filter((format) => POSTER_FORMATS[format].purpose === group).map((format) => (
                <FormatCard key={format} {...props} format={format} name={name} />
              ))}
            </div>
          </div>
        </details>
      ))}
    </div>
  );
}

function FormatCard(props: {
  readonly format: PosterFormat;
  readonly name: string;
  readonly value: PosterFormat;
  readonly onChange: (format: PosterFormat) => void;
}) {
  const { format, name } = props;
  const t = useStudioText();
  const { language } = useLanguage();
  return (
    <label className={classes['format']}>
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
          {t(`format.uses.${format}`)} <span className={classes['size']}>{describeSize(t, format, language)}</span>
        </small>
      </span>
    </label>
  );
}
