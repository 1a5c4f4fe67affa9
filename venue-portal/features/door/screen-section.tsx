import { TextInput } from '@mantine/core';
import type { DoorSettings } from '#shared/contract/portal-door.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { PercentField } from '../../ui/form/percent-field.tsx';
import { SwitchField } from '../../ui/form/switch-field.tsx';
import { inputId } from '../../ui/form/use-page-form.ts';
import { type PortalTranslate, useLanguage } from '../../ui/language.tsx';
import classes from './door.module.css';
import { rangeMessages, UnitInput } from './doors-section.tsx';
import { inUnits, SECOND_MS } from './form-fields.ts';
import { SectionForm, useSection } from './section-form.tsx';
import { DEFAULT_CHOICES, LIMITS, screenForm, screenSave, screenSchema } from './sections.ts';
import { useDefaultHint } from './use-default-hint.ts';

const screenMessages = (t: PortalTranslate): FieldMessages => ({
  idle: rangeMessages(t, LIMITS.idle),
  result: rangeMessages(t, LIMITS.result),
  nightFrom: { else: t('door.errors.timeMissing') },
  nightTo: { same: t('door.errors.timeSame'), else: t('door.errors.timeMissing') },
});

/** How a kiosk looks, sounds and how long it waits. */
export function ScreenSection({ door }: { readonly door: DoorSettings }) {
  const { t, format } = useLanguage();
  const withDefault = useDefaultHint();
  const section = useSection({
    schema: screenSchema,
    values: screenForm(door),
    messages: screenMessages(t),
    toSave: screenSave,
  });
  const { form, field } = section;
  const { dims, language, theme, volume } = form.watch();
  const seconds = (ms: number) => `${inUnits(ms, SECOND_MS)} ${t('door.units.seconds')}`;
  return (
    <SectionForm title={t('door.screen.title')} save={t('door.screen.save')} section={section}>
      <div className={classes['grid']}>
        <UnitInput
          label={t('door.screen.idle')}
          description={withDefault(t('door.screen.idleHint'), seconds(DEFAULT_CHOICES.idleTimeoutMs))}
          unit={t('door.units.seconds')}
          {...field('idle')}
        />
        <UnitInput
          label={t('door.screen.result')}
          description={withDefault(t('door.screen.resultHint'), seconds(DEFAULT_CHOICES.resultMs))}
          unit={t('door.units.seconds')}
          {...field('result')}
        />
      </div>
      <PercentField
        id={inputId('volume')}
        label={t('door.screen.volume')}
        hint={withDefault(t('door.screen.volumeHint'), `${format.number(DEFAULT_CHOICES.volume)} %`)}
        value={volume}
        onChange={(value) => form.setValue('volume', value, { shouldDirty: true })}
      />
      <SwitchField
        id={inputId('voice')}
        label={t('door.screen.voice')}
        hint={withDefault(t('door.screen.voiceHint'), DEFAULT_CHOICES.voice)}
        {...form.register('voice')}
      />
      <LanguageChoice value={language} onChange={(value) => form.setValue('language', value, { shouldDirty: true })} />
      <ChoiceCards
        legend={t('door.screen.theme')}
        value={theme}
        onChange={(value) => form.setValue('theme', value, { shouldDirty: true })}
        options={[
          {
            value: 'by-hour',
            label: t('door.screen.themes.byHour'),
            hint: withDefault(t('door.screen.themes.byHourHint')),
          },
          { value: 'light', label: t('door.screen.themes.light'), hint: t('door.screen.themes.lightHint') },
          { value: 'dark', label: t('door.screen.themes.dark'), hint: t('door.screen.themes.darkHint') },
        ]}
      />
      <div>
        <SwitchField
          id={inputId('dims')}
          label={t('door.screen.night')}
          hint={withDefault(
            t('door.screen.nightHint'),
            `${DEFAULT_CHOICES.night?.from ?? ''}–${DEFAULT_CHOICES.night?.to ?? ''}`,
          )}
          {...form.register('dims')}
        />
        {dims && (
          <div className={classes['hours']}>
            <TextInput type="time" label={t('door.screen.nightFrom')} {...field('nightFrom')} />
            <TextInput type="time" label={t('door.screen.nightTo')} {...field('nightTo')} />
          </div>
        )}
      </div>
    </SectionForm>
  );
}

type Spoken = ReturnType<typeof screenForm>['language'];

/** What screens begin with; the visitor changes it by one touch. */
function LanguageChoice(props: { readonly value: Spoken; readonly onChange: (value: Spoken) => void }) {
  const { t } = useLanguage();
  const withDefault = useDefaultHint();
  return (
    <ChoiceCards
      legend={t('door.screen.language')}
      value={props.value}
      onChange={props.onChange}
      options={[
        {
          value: 'machine',
          label: t('door.screen.languages.machine'),
          hint: withDefault(t('door.screen.languages.machineHint')),
        },
        { value: 'vi', label: t('door.screen.languages.vi'), hint: t('door.screen.languages.viHint') },
        { value: 'en', label: t('door.screen.languages.en'), hint: t('door.screen.languages.enHint') },
      ]}
    />
  );
}
