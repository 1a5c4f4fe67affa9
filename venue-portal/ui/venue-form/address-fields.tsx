import { TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useLanguage } from '../language.tsx';
import { type ChosenCommune, CommuneField } from './commune-field.tsx';

interface AddressFieldsProps {
  readonly commune: ChosenCommune;
  readonly onCommune: (chosen: ChosenCommune) => void;
  readonly communeInput: { readonly id: string; readonly error: string | undefined };
  readonly lineInput: ComponentProps<typeof TextInput>;
}

/** The commune, which brings its province, then the rest: the two levels of Vietnamese addresses since 2025-07-01. */
export function AddressFields({ commune, onCommune, communeInput, lineInput }: AddressFieldsProps) {
  const { t } = useLanguage();
  return (
    <>
      <CommuneField {...communeInput} value={commune} onChange={onCommune} />
      <TextInput
        label={t('registration.line')}
        description={t('registration.lineHint')}
        autoComplete="street-address"
        {...lineInput}
      />
    </>
  );
}
