import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type OrganisationSettings, organisationChangesSchema } from '#shared/contract/portal-settings.ts';
import { type Language, languageSchema } from '#shared/domain/language.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useMe } from '../../api/session.ts';
import { useOrganisation, useSaveOrganisation } from '../../api/settings.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './settings.module.css';

const formSchema = organisationChangesSchema.required().extend({ language: languageSchema });

/** What the organisation is called, and whether letters about kiosks are sent. */
export default function OrganisationPage() {
  const t = useSettingsWords();
  const isOwner = useMe().data?.role === 'owner';
  return (
    <Loaded query={useOrganisation()} lines={4}>
      {(settings) => (
        <>
          <Panel title={t('organisation.title')}>
            <p className={classes['soft']}>{t('organisation.intro')}</p>
            {isOwner ? (
              <OrganisationForm settings={settings} />
            ) : (
              <>
                <p>
                  <strong>{settings.name}</strong>
                </p>
                <Notice tone="info">{t('organisation.ownerOnly')}</Notice>
              </>
            )}
          </Panel>
          <Panel title={t('organisation.mail')}>
            <Notice tone={settings.canMail ? 'good' : 'info'}>
              {t(settings.canMail ? 'organisation.mailOn' : 'organisation.mailOff')}
            </Notice>
          </Panel>
        </>
      )}
    </Loaded>
  );
}

type Values = { readonly name: string; readonly language: Language };

function OrganisationForm({ settings }: { readonly settings: OrganisationSettings }) {
  const t = useSettingsWords();
  const { t: portal } = useLanguage();
  const save = useSaveOrganisation();
  const [before, setBefore] = useState<Values | null>(null);
  const { form, problems, attempt, field } = usePageForm({
    schema: formSchema,
    defaultValues: { name: settings.name, language: settings.language },
    messages: { name: { missing: t('organisation.nameMissing'), else: t('organisation.nameShort') } },
    failure: save.error,
  });
  const store = (values: Values, undo: Values | null) =>
    save.mutate(values, {
      onSuccess: (stored) => {
        form.reset({ name: stored.name, language: stored.language }, { keepSubmitCount: true });
        setBefore(undo);
      },
    });
  const submit = form.handleSubmit((values) => store(values, { name: settings.name, language: settings.language }));
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary
        problems={problems}
        general={save.isError && problems.length === 0 ? portal(problemKey(failureOf(save.error))) : undefined}
        attempt={attempt}
      />
      <TextInput className={classes['narrow']} label={t('organisation.name')} {...field('name')} />
      <div>
        <Segments
          legend={t('organisation.language')}
          value={form.watch('language')}
          onChange={(language) => form.setValue('language', language, { shouldDirty: true })}
          options={[
            { value: 'vi', label: t('organisation.vi') },
            { value: 'en', label: t('organisation.en') },
          ]}
        />
        <p className={classes['soft']}>{t('organisation.languageHint')}</p>
      </div>
      <div className={classes['save']}>
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        <div role="status">
          {save.isSuccess && !form.formState.isDirty && (
            <SavedNotice
              text={t(before ? 'saved' : 'undone')}
              undo={t('undo')}
              busy={save.isPending}
              onUndo={before ? () => store(before, null) : undefined}
            />
          )}
        </div>
      </div>
    </form>
  );
}
