import { Select, TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useCommunes, useProvinces } from '../../api/venues.ts';
import { useLanguage } from '../language.tsx';
import { LoadFailure } from '../load-state.tsx';
import { Notice } from '../notice.tsx';
import { matchesSearch } from '../search.ts';

/** Huế: where this began; a person elsewhere changes one field. */
export const DEFAULT_PROVINCE = '46';

interface AddressFieldsProps {
  readonly province: string;
  readonly commune: string;
  /** Also clears the commune, which belongs to its province. */
  readonly onProvince: (code: string) => void;
  readonly onCommune: (code: string) => void;
  readonly communeInput: { readonly id: string; readonly error: string | undefined };
  readonly lineInput: ComponentProps<typeof TextInput>;
}

/** Province, then the commune in it, then the rest: the two levels of Vietnamese addresses since 2025-07-01. */
export function AddressFields(props: AddressFieldsProps) {
  const { t } = useLanguage();
  const provinces = useProvinces();
  const communes = useCommunes(props.province);
  const failed = provinces.isError ? provinces : communes.isError ? communes : null;
  const isEmpty = communes.data?.length === 0;
  return (
    <>
      {failed?.error && <LoadFailure error={failed.error} retry={() => void failed.refetch()} />}
      <UnitSelect
        id="input-province"
        label={t('registration.province')}
        units={provinces.data ?? []}
        value={props.province}
        onPick={props.onProvince}
      />
      <UnitSelect
        id={props.communeInput.id}
        error={props.communeInput.error}
        label={t('registration.commune')}
        hint={t('registration.communeHint')}
        units={communes.data ?? []}
        value={props.commune}
        onPick={props.onCommune}
      />
      {isEmpty && <Notice tone="warn">{t('registration.communesEmpty')}</Notice>}
      <TextInput
        label={t('registration.line')}
        description={t('registration.lineHint')}
        autoComplete="street-address"
        {...props.lineInput}
      />
    </>
  );
}

function UnitSelect(props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly value: string;
  readonly onPick: (code: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <Select
      id={props.id}
      label={props.label}
      description={props.hint}
      error={props.error}
      placeholder={t('registration.communeSearch')}
      data={props.units.map(({ code, name }) => ({ value: code, label: name }))}
      value={props.value === '' ? null : props.value}
      onChange={(code) => props.onPick(code ?? '')}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      checkIconPosition="right"
      nothingFoundMessage={t('registration.communeNone')}
      filter={({ options, search }) =>
        options.filter((option) => 'label' in option && matchesSearch(option.label, search))
      }
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={280}
      autoComplete="off"
    />
  );
}
