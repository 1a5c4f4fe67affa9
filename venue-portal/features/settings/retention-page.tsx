import { Button, TextInput } from '@mantine/core';
import { type ComponentProps, useState } from 'react';
import { Link } from 'react-router';
import type { VenueRules } from '#shared/contract/portal-settings.ts';
import { HARD_MAXIMUM_DAYS } from '#shared/domain/retention.ts';
import { useDeclaration, useRetentionPreview, useRules, useSaveRules } from '../../api/settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { daysNamedIn, parseDays } from './days.ts';
import classes from './settings.module.css';

type Days = Pick<VenueRules, 'contactDays' | 'healthDays'>;

/** For how many days a venue keeps what people told it, and what a change would destroy. */
export default function RetentionPage() {
  return (
    <Loaded query={useRules(useVenueId())} lines={6}>
      {(rules) => <RetentionForm rules={rules} />}
    </Loaded>
  );
}

function RetentionForm({ rules }: { readonly rules: VenueRules }) {
  const t = useSettingsWords();
  const id = useVenueId();
  const save = useSaveRules(id);
  const [contact, setContact] = useState(String(rules.contactDays));
  const [health, setHealth] = useState(String(rules.healthDays));
  const [before, setBefore] = useState<Days | null>(null);
  const [isTried, setTried] = useState(false);
  const [contactDays, healthDays] = [parseDays(contact), parseDays(health)];
  const chosen = contactDays === null || healthDays === null ? null : { contactDays, healthDays };
  const isChanged = chosen?.contactDays !== rules.contactDays || chosen.healthDays !== rules.healthDays;
  const store = (days: Days, undo: Days | null) =>
    save.mutate(days, {
      onSuccess: (stored) => {
        setContact(String(stored.contactDays));
        setHealth(String(stored.healthDays));
        setBefore(undo);
      },
    });
  const submit = (): void => {
    setTried(true);
    if (chosen) store(chosen, { contactDays: rules.contactDays, healthDays: rules.healthDays });
  };
  const errorOf = (days: number | null) => isTried && days === null && t('retention.invalid');
  return (
    <Panel title={t('retention.title')}>
      <p className={classes['soft']}>{t('retention.intro')}</p>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={classes['grid']}>
          <DaysInput
            label={t('retention.contact')}
            description={t('retention.contactHint')}
            value={contact}
            error={errorOf(contactDays)}
            onChange={(event) => setContact(event.currentTarget.value)}
          />
          <DaysInput
            label={t('retention.health')}
            description={t('retention.healthHint')}
            value={health}
            error={errorOf(healthDays)}
            onChange={(event) => setHealth(event.currentTarget.value)}
          />
        </div>
        <p className={classes['soft']}>{t('retention.limit')}</p>
        {chosen && isChanged && <Consequences now={rules} chosen={chosen} />}
        <Failure error={save.error} />
        <div className={classes['save']}>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <div role="status">
            {save.isSuccess && !isChanged && (
              <SavedNotice
                text={t(before ? 'saved' : 'undone')}
                undo={t('undo')}
                onUndo={before ? () => store(before, null) : undefined}
              />
            )}
          </div>
        </div>
      </form>
      {!isChanged && <ConsentCheck days={rules} />}
    </Panel>
  );
}

function DaysInput(props: ComponentProps<typeof TextInput>) {
  const t = useSettingsWords();
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      maxLength={String(HARD_MAXIMUM_DAYS).length}
      rightSection={<span className={classes['unit']}>{t('retention.unit')}</span>}
      rightSectionWidth={72}
      rightSectionPointerEvents="none"
      {...props}
    />
  );
}

/** What saving would do, in numbers of visits, before it is done. */
function Consequences({ now, chosen }: { readonly now: Days; readonly chosen: Days }) {
  const t = useSettingsWords();
  const { format } = useLanguage();
  const id = useVenueId();
  const isShorter = chosen.contactDays < now.contactDays || chosen.healthDays < now.healthDays;
  const isLonger = chosen.contactDays > now.contactDays || chosen.healthDays > now.healthDays;
  const preview = useRetentionPreview(id, isShorter ? chosen : null).data;
  const isNothing = preview?.contacts === 0 && preview.healthAnswers === 0;
  return (
    <div className={classes['consequences']} role="status">
      {isShorter && preview && (
        <Notice tone={isNothing ? 'info' : 'warn'}>
          {isNothing
            ? t('retention.shorterNone')
            : t('retention.shorter', {
                contacts: format.number(preview.contacts),
                health: format.number(preview.healthAnswers),
              })}{' '}
          {!isNothing && t('retention.when')}
        </Notice>
      )}
      {isLonger && (
        <Notice tone="warn">
          {t('retention.longer')} <Link to="../declaration">{t('retention.toDeclaration')}</Link>
        </Notice>
      )}
    </div>
  );
}

/** What people agree to must name the days for which it is kept. */
function ConsentCheck({ days }: { readonly days: Days }) {
  const t = useSettingsWords();
  const consent = useDeclaration(useVenueId()).data?.current.consent.text;
  if (!consent) return null;
  const isNamed = [consent.vi, consent.en].every((text) => {
    const named = daysNamedIn(text);
    return named.has(days.contactDays) && named.has(days.healthDays);
  });
  return isNamed ? null : (
    <Notice tone="warn">
      {t('retention.mismatch', { days: `${days.contactDays}, ${days.healthDays}` })}{' '}
      <Link to="../declaration">{t('retention.toDeclaration')}</Link>
    </Notice>
  );
}
