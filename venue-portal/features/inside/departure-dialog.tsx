import { useDepart } from '../../api/attendance.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import type { Person } from './group-people.ts';
import { usePersonName } from './people-table.tsx';

/** The staff saw somebody leave who did not scan. */
export function DepartureDialog(props: {
  readonly person: Person;
  readonly onCancel: () => void;
  readonly onDeparted: () => void;
}) {
  const { person } = props;
  const { t, format } = useLanguage();
  const name = usePersonName(person);
  const depart = useDepart(useVenueId());
  return (
    <ConfirmDialog
      title={t('inside.departTitle')}
      confirm={t('inside.departConfirm')}
      busy={depart.isPending}
      onCancel={props.onCancel}
      onConfirm={() => depart.mutate(person.visitId, { onSuccess: props.onDeparted })}
    >
      <p>{t('inside.departText', { name, time: format.time(person.arrivedAt), entrance: person.entranceName })}</p>
      {depart.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(depart.error)))}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
