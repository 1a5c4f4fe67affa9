import type { DoorSettings } from '#shared/contract/portal-door.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './door.module.css';
import { SectionForm, useSection } from './section-form.tsx';
import { printingForm, printingSave, printingSchema } from './sections.ts';
import { useDefaultHint } from './use-default-hint.ts';

export function PrintingSection({ door }: { readonly door: DoorSettings }) {
  const { t } = useLanguage();
  const withDefault = useDefaultHint();
  const section = useSection({
    schema: printingSchema,
    values: printingForm(door),
    messages: {},
    toSave: printingSave,
  });
  const { form } = section;
  return (
    <SectionForm title={t('door.printing.title')} save={t('door.printing.save')} section={section}>
      <ChoiceCards
        legend={t('door.printing.print')}
        value={form.watch('print')}
        onChange={(print) => form.setValue('print', print, { shouldDirty: true })}
        options={[
          { value: 'off', label: t('door.printing.prints.off'), hint: withDefault(t('door.printing.prints.offHint')) },
          { value: 'receipt', label: t('door.printing.prints.receipt'), hint: t('door.printing.prints.receiptHint') },
          { value: 'badge', label: t('door.printing.prints.badge'), hint: t('door.printing.prints.badgeHint') },
        ]}
      />
      <p className={classes['hint']}>{t('door.printing.never')}</p>
    </SectionForm>
  );
}
