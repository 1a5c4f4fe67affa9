import { useId } from 'react';
import type { PosterChoices } from '#shared/contract/portal-posters.ts';
import type { PosterBrand } from '#shared/contract/poster-options.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { SwitchField } from '../../ui/form/switch-field.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

const LANGUAGES = ['both', 'vi', 'en'] as const;

/** `default` is the house's own; the others are known to pass. */
const PRESETS = {
  default: null,
  blue: { primary: '#174a8b', accent: '#ffd24a' },
  green: { primary: '#1f5a2e', accent: '#ffe08a' },
  red: { primary: '#8f1d21', accent: '#ffd76b' },
  purple: { primary: '#56307e', accent: '#ffd1e8' },
  dark: { primary: '#1c1c1e', accent: '#f5e6c8' },
} as const satisfies Record<string, PosterBrand | null>;
/** What the house's own colours are, to begin with when somebody chooses their own. */
const HOUSE: PosterBrand = { primary: '#0b5c63', accent: '#ffc94a' };

type Preset = keyof typeof PRESETS;
const NAMES = Object.keys(PRESETS) as Preset[];

const presetOf = (brand: PosterBrand | null): Preset | undefined =>
  NAMES.find((name) => PRESETS[name]?.primary === brand?.primary && PRESETS[name]?.accent === brand?.accent);

/** Languages, type size and colours. */
export function LookControls(props: {
  readonly choices: PosterChoices;
  readonly onChange: (part: Partial<PosterChoices>) => void;
}) {
  const { choices, onChange } = props;
  const t = useStudioText();
  const id = useId();
  return (
    <div className={classes['look']}>
      <Segments
        legend={t('look.language')}
        value={choices.language}
        onChange={(language) => onChange({ language })}
        options={LANGUAGES.map((value) => ({ value, label: t(`look.languages.${value}`) }))}
      />
      <SwitchField
        id={`${id}-large`}
        label={t('look.largeType')}
        hint={t('look.largeTypeHint')}
        checked={choices.largeType}
        onChange={(event) => onChange({ largeType: event.currentTarget.checked })}
      />
      <Colours brand={choices.brand} onChange={(brand) => onChange({ brand })} />
    </div>
  );
}

function Colours(props: {
  readonly brand: PosterBrand | null;
  readonly onChange: (brand: PosterBrand | null) => void;
}) {
  const { brand, onChange } = props;
  const t = useStudioText();
  const name = useId();
  const preset = presetOf(brand);
  const own = brand ?? HOUSE;
  return (
    <fieldset className={classes['colours']}>
      <legend>{t('look.colours')}</legend>
      <div className={classes['swatches']}>
        {NAMES.map((option) => (
          <label key={option}>
            <input type="radio" name={name} checked={preset === option} onChange={() => onChange(PRESETS[option])} />
            <Swatch {...(PRESETS[option] ?? HOUSE)} />
            {t(`look.presets.${option}`)}
          </label>
        ))}
        <label>
          <input
            type="radio"
            name={name}
            checked={preset === undefined}
            onChange={() => onChange({ ...own, primary: '#0b5c64' })}
          />
          <Swatch {...own} />
          {t('look.custom')}
        </label>
      </div>
      {preset === undefined && (
        <div className={classes['own']}>
          {(['primary', 'accent'] as const).map((which) => (
            <label key={which}>
              <input
                type="color"
                value={own[which]}
                onChange={(event) => onChange({ ...own, [which]: event.currentTarget.value })}
              />
              {t(`look.${which}`)}
            </label>
          ))}
        </div>
      )}
      <p className={classes['hint']}>{t('look.coloursHint')}</p>
    </fieldset>
  );
}

const Swatch = ({ primary, accent }: PosterBrand) => (
  <svg className={classes['swatch']} viewBox="0 0 24 24" aria-hidden>
    <circle cx="12" cy="12" r="11" fill={primary} />
    <path d="M12 1a11 11 0 0 1 0 22z" fill={accent} />
  </svg>
);
