import { Button, TextInput } from '@mantine/core';
import { IconIdBadge2 } from '@tabler/icons-react';
import { useState } from 'react';
import { type StaffCard, staffCardInputSchema } from '#shared/contract/portal-door.ts';
import { useIssueStaffCard, useStaffCards } from '../../api/door.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './door.module.css';
import { IssuedCard } from './issued-card.tsx';
import { RevokeCardDialog } from './revoke-card-dialog.tsx';

/** Cards that tell a kiosk who of the staff it is. */
export function StaffCardsPanel() {
  const { t } = useLanguage();
  const [revoking, setRevoking] = useState<StaffCard | null>(null);
  const [revoked, setRevoked] = useState<StaffCard | null>(null);
  return (
    <Panel title={t('staffCards.title')}>
      <p className={classes['soft']}>{t('staffCards.intro')}</p>
      <IssueForm />
      <div role="status">
        {revoked && <Notice tone="good">{t('staffCards.revokedDone', { label: revoked.label })}</Notice>}
      </div>
      <Loaded query={useStaffCards(useVenueId())}>
        {(cards) =>
          cards.length === 0 ? (
            <p className={classes['soft']}>{t('staffCards.none')}</p>
          ) : (
            <ul className={classes['cards']} aria-label={t('staffCards.listLabel')}>
              {sortCards(cards).map((card) => (
                <CardRow key={card.id} card={card} onRevoke={setRevoking} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {revoking && (
        <RevokeCardDialog
          card={revoking}
          onCancel={() => setRevoking(null)}
          onRevoked={() => {
            setRevoked(revoking);
            setRevoking(null);
          }}
        />
      )}
    </Panel>
  );
}

/** Valid ones first, the newest on top. */
const sortCards = (cards: readonly StaffCard[]): StaffCard[] =>
  cards.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.createdAt - a.createdAt);

function IssueForm() {
  const { t } = useLanguage();
  const issue = useIssueStaffCard(useVenueId());
  const { form, problems, attempt, field } = usePageForm({
    schema: staffCardInputSchema,
    defaultValues: { label: '' },
    messages: { label: { missing: t('staffCards.errors.labelMissing'), else: t('staffCards.errors.labelLong') } },
    failure: issue.error,
  });
  const general = issue.isError && problems.length === 0 ? t(problemKey(failureOf(issue.error))) : undefined;
  const submit = form.handleSubmit(
    ({ label }) => issue.mutate(label, { onSuccess: () => form.reset({ label: '' }, { keepSubmitCount: true }) }),
    () => issue.reset(),
  );
  if (issue.data) return <IssuedCard issued={issue.data} onClose={() => issue.reset()} />;
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <TextInput
        className={classes['short']}
        label={t('staffCards.label')}
        description={t('staffCards.labelHint')}
        autoComplete="off"
        {...field('label')}
      />
      <div className={classes['save']}>
        <Button
          type="submit"
          variant="light"
          loading={issue.isPending}
          leftSection={<IconIdBadge2 aria-hidden size={20} />}
        >
          {t('staffCards.issue')}
        </Button>
      </div>
    </form>
  );
}

function CardRow(props: { readonly card: StaffCard; readonly onRevoke: (card: StaffCard) => void }) {
  const { card, onRevoke } = props;
  const { t, format } = useLanguage();
  const isValid = card.revokedAt === null;
  return (
    <li data-valid={isValid}>
      <span>
        <strong>{card.label}</strong>
        <small>
          {t('staffCards.issuedOn', { date: format.dateTime(card.createdAt) })}
          {card.revokedAt !== null && ` · ${t('staffCards.revokedOn', { date: format.dateTime(card.revokedAt) })}`}
        </small>
      </span>
      {isValid ? (
        <>
          <Chip tone="good">{t('staffCards.valid')}</Chip>
          <Button
            variant="subtle"
            size="sm"
            className={classes['danger']}
            aria-label={t('staffCards.revokeWhat', { label: card.label })}
            onClick={() => onRevoke(card)}
          >
            {t('staffCards.revoke')}
          </Button>
        </>
      ) : (
        <Chip tone="plain">{t('staffCards.revokedState')}</Chip>
      )}
    </li>
  );
}
