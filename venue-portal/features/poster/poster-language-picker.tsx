import { NativeSelect } from '@mantine/core';
import { useLanguage } from '../../ui/language.tsx';
import type { PosterLanguage } from './poster-link.ts';

const LANGUAGES = ['both', 'vi', 'en'] as const satisfies readonly PosterLanguage[];

export function PosterLanguagePicker(props: {
  readonly value: PosterLanguage;
  readonly onChange: (language: PosterLanguage) => void;
}) {
  const { t } = useLanguage();
  return (
    <NativeSelect
      label={t('posters.language')}
      value={props.value}
      onChange={(event) =>
        props.onChange(LANGUAGES.find((language) => language === event.currentTarget.value) ?? 'both')
      }
      data={LANGUAGES.map((language) => ({ value: language, label: t(`posters.languages.${language}`) }))}
    />
  );
}
