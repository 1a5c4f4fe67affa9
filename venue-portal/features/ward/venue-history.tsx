import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { wardCaseInputSchema } from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useInspections, useRaiseCase } from '../../api/ward-work.ts';
import { Failure } from '../../ui/failure.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

/** How a venue was found, newest first; results of the same time stand side by side. */
export function InspectionHistory({ venueId }: { readonly venueId: VenueId }) {
  const w = useWardText();
  const { format } = useLanguage();
  return (
    <Panel title={w('inspect.history')}>
      <Loaded query={useInspections(venueId)} lines={2}>
        {({ inspections }) =>
          inspections.length === 0 ? (
            <p className={classes['soft']}>{w('inspect.noHistory')}</p>
          ) : (
            <ul className={classes['history']}>
              {inspections.map(({ id, doneAt, passed, conflicts, answers }) => {
                const missing = Object.entries(answers).filter(([, answer]) => answer === 'no');
                return (
                  <li key={id}>
                    <time>{format.dateTime(doneAt)}</time>
                    <Chip tone={passed ? 'good' : 'stop'}>{passed ? w('inspect.passed') : w('inspect.failed')}</Chip>
                    {conflicts && <Chip tone="warn">{w('inspect.conflict')}</Chip>}
                    {missing.length > 0 && (
                      <span>
                        {w('inspect.notYet', {
                          items: missing.map(([item]) => w(`inspect.items.${item as keyof typeof answers}`)).join('; '),
                        })}
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

const disputes = wardCaseInputSchema.shape.kind;

/** Somebody was there, and it is not as it says. */
export function RaiseDispute({ venueId }: { readonly venueId: VenueId }) {
  const w = useWardText();
  const raise = useRaiseCase();
  const [isOpen, setIsOpen] = useState(false);
  const { form, field } = usePageForm({
    schema: wardCaseInputSchema,
    defaultValues: { venueId, kind: 'wrong-address', text: '' },
    messages: {
      venueId: { else: '' },
      kind: { else: w('cases.raiseLabel') },
      text: { long: w('cases.textLong'), else: w('cases.textShort') },
    },
    failure: raise.error,
  });
  const submit = form.handleSubmit((input) =>
    raise.mutate(input, {
      onSuccess: () => {
        form.reset();
        setIsOpen(false);
      },
    }),
  );
  if (!isOpen) {
    return (
      <div className={classes['verify']}>
        <div role="status">{raise.isSuccess && <Notice tone="good">{w('cases.raised')}</Notice>}</div>
        <Button variant="subtle" onClick={() => setIsOpen(true)}>
          {w('cases.raise')}
        </Button>
      </div>
    );
  }
  return (
    <Panel title={w('cases.raise')}>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <Failure error={raise.error} />
        <NativeSelect
          label={w('cases.raiseLabel')}
          data={disputes.options.map((value) => ({ value, label: w(`cases.kinds.${value}`) }))}
          {...field('kind')}
        />
        <Textarea label={w('cases.raiseText')} description={w('cases.answerHint')} rows={3} {...field('text')} />
        <div className={classes['actions']}>
          <Button type="submit" loading={raise.isPending}>
            {w('cases.raiseSend')}
          </Button>
          <Button variant="default" onClick={() => setIsOpen(false)}>
            {w('cases.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
