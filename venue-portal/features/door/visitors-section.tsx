import type { DoorSettings } from '#shared/contract/portal-door.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { SwitchField } from '../../ui/form/switch-field.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { SectionForm, useSection } from './section-form.tsx';
import { DEFAULT_CHOICES, visitorsForm, visitorsSave, visitorsSchema } from './sections.ts';
import { useDefaultHint } from './use-default-hint.ts';

/** What visitors are asked, and who comes in how. */
export function VisitorsSection({ door }: { readonly door: DoorSettings }) {
  const { t } = useLanguage();
  const withDefault = useDefaultHint();
  const section = useSection({
    schema: visitorsSchema,
    values: visitorsForm(door),
    messages: {},
    toSave: visitorsSave,
  });
  const { form, field } = section;
  const switchProps = (path: 'skipDeclaredToday' | 'askPhoneAfterCode' | 'allowWithoutContact') => {
    const { error: _, ...input } = field(path);
    return input;
  };
  return (
    <SectionForm title={t('door.visitors.title')} save={t('door.visitors.save')} section={section}>
      <div>
        <SwitchField
          label={t('door.visitors.skipDeclared')}
          hint={withDefault(t('door.visitors.skipDeclaredHint'), DEFAULT_CHOICES.skipDeclaredToday)}
          {...switchProps('skipDeclaredToday')}
        />
        <SwitchField
          label={t('door.visitors.askPhone')}
          hint={withDefault(t('door.visitors.askPhoneHint'), DEFAULT_CHOICES.askPhoneAfterCode)}
          {...switchProps('askPhoneAfterCode')}
        />
        <SwitchField
          label={t('door.visitors.withoutContact')}
          hint={withDefault(t('door.visitors.withoutContactHint'), DEFAULT_CHOICES.allowWithoutContact)}
          {...switchProps('allowWithoutContact')}
        />
      </div>
      <ChoiceCards
        legend={t('door.visitors.group')}
        value={form.watch('group')}
        onChange={(group) => form.setValue('group', group, { shouldDirty: true })}
        options={[
          {
            value: 'declare-once',
            label: t('door.visitors.groups.once'),
            hint: withDefault(t('door.visitors.groups.onceHint')),
          },
          { value: 'declare-each', label: t('door.visitors.groups.each'), hint: t('door.visitors.groups.eachHint') },
          { value: 'off', label: t('door.visitors.groups.off'), hint: t('door.visitors.groups.offHint') },
        ]}
      />
    </SectionForm>
  );
}
