import { Button, NativeSelect, Textarea } from '@mantine/core';
import {
  caseKindSchema,
  difficultyCategorySchema,
  ownerCaseInputSchema,
  type WardCase,
} from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useVenueWard } from '../../api/ward.ts';
import { useTellWard, useVenueCases } from '../../api/ward-work.ts';
import { Failure } from '../../ui/failure.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward-owner.module.css';

/** What a venue and its ward have to say to each other. */
export default function WardPage() {
  const w = useWardText();
  const id = useVenueId();
  const me = useMe().data;
  const ward = useVenueWard(id).data?.communeName ?? '';
  return (
    <div className={classes['page']}>
      {me && canManage(me) && (
        <Panel title={w('ownerCases.title')}>
          <p className={classes['soft']}>{w('ownerCases.intro', { ward })}</p>
          <TellForm venueId={id} />
        </Panel>
      )}
      <Panel title={w('ownerCases.list')}>
        <Loaded query={useVenueCases(id)} lines={4}>
          {({ cases }) =>
            cases.length === 0 ? (
              <p className={classes['soft']}>{w('ownerCases.none')}</p>
            ) : (
              <ul className={classes['cases']} aria-label={w('ownerCases.list')}>
                {cases.map((one) => (
                  <CaseItem key={one.id} one={one} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}

function TellForm({ venueId }: { readonly venueId: VenueId }) {
  const w = useWardText();
  const tell = useTellWard(venueId);
  const { form, field } = usePageForm({
    schema: ownerCaseInputSchema,
    defaultValues: { kind: 'difficulty', category: 'device', text: '' },
    messages: {
      kind: { else: w('ownerCases.kind') },
      category: { else: w('ownerCases.category') },
      text: { long: w('cases.textLong'), else: w('cases.textShort') },
    },
    failure: tell.error,
  });
  const isDifficulty = form.watch('kind') === 'difficulty';
  const submit = form.handleSubmit(
    (input) => tell.mutate(input, { onSuccess: () => form.reset() }),
    () => tell.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <div role="status">{tell.isSuccess && <Notice tone="good">{w('ownerCases.sent')}</Notice>}</div>
      <Failure error={tell.error} />
      <NativeSelect
        label={w('ownerCases.kind')}
        data={['difficulty' as const, ...caseKindSchema.exclude(['difficulty']).options].map((value) => ({
          value,
          label: w(`cases.kinds.${value}`),
        }))}
        {...field('kind')}
        onChange={({ currentTarget: { value } }) => {
          form.setValue('kind', caseKindSchema.parse(value));
          form.setValue('category', value === 'difficulty' ? 'device' : null);
        }}
      />
      {isDifficulty && (
        <NativeSelect
          label={w('ownerCases.category')}
          data={difficultyCategorySchema.options.map((value) => ({ value, label: w(`cases.categories.${value}`) }))}
          {...field('category')}
        />
      )}
      <Textarea label={w('ownerCases.text')} description={w('ownerCases.textHint')} rows={3} {...field('text')} />
      <div>
        <Button type="submit" loading={tell.isPending}>
          {w('ownerCases.send')}
        </Button>
      </div>
    </form>
  );
}

const TONES = { open: 'warn', forwarded: 'info', answered: 'good' } as const;

function CaseItem({ one }: { readonly one: WardCase }) {
  const w = useWardText();
  const { format } = useLanguage();
  return (
    <li>
      <span>
        <Chip tone={TONES[one.state]} dot>
          {w(`cases.states.${one.state}`)}
        </Chip>{' '}
        <strong>{w(`cases.kinds.${one.kind}`)}</strong>
        {one.category && ` · ${w(`cases.categories.${one.category}`)}`}
      </span>
      <small>
        {w(`cases.by.${one.raisedSide}`)} · {format.dateTime(one.raisedAt)}
      </small>
      <p>{one.text}</p>
      {one.answer !== null && one.answeredAt !== null && (
        <blockquote>
          {one.answer}
          <small>{w('cases.answered', { time: format.dateTime(one.answeredAt) })}</small>
        </blockquote>
      )}
    </li>
  );
}
