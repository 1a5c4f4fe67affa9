import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { StaffCheckedIn } from '#shared/contract/portal-visits.ts';
import { useCancelCheckIn } from '../../api/attendance.ts';
import { canAttend, useMe } from '../../api/session.ts';
import { useLogText } from '../../ui/log-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './check-in.module.css';

const CheckInDialog = lazy(() => import('./check-in-dialog.tsx'));

/** Staff write somebody in who has neither code nor phone, and can take it back. */
export default function CheckInButton() {
  const t = useLogText();
  const me = useMe().data;
  const [isOpen, setIsOpen] = useState(false);
  const [done, setDone] = useState<StaffCheckedIn | null>(null);
  if (!me || !canAttend(me)) return null;
  return (
    <>
      <div className={classes['action']}>
        <Button
          size="lg"
          leftSection={<IconUserPlus aria-hidden size={24} />}
          onClick={() => {
            setDone(null);
            setIsOpen(true);
          }}
        >
          {t('checkIn.open')}
        </Button>
      </div>
      <div role="status" className={classes['status']}>
        {done && <Done key={done.visitId} done={done} />}
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <CheckInDialog
            onClose={() => setIsOpen(false)}
            onDone={(checkedIn) => {
              setDone(checkedIn);
              setIsOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function Done({ done: { visitId, verdict, maskedName } }: { readonly done: StaffCheckedIn }) {
  const t = useLogText();
  const cancel = useCancelCheckIn(useVenueId());
  if (cancel.isSuccess) return <Notice tone="info">{t('undo.cancelled')}</Notice>;
  return (
    <Notice tone={verdict === 'welcome' ? 'good' : 'warn'}>
      <span className={classes['done']}>
        <span>
          <strong>{t('undo.checkedIn', { name: maskedName ?? t('checkIn.someone') })}</strong>
          {verdict === 'see-staff' && ` ${t('checkIn.seeStaff')}`}
          {verdict === 'not-today' && ` ${t('checkIn.notToday')}`}
          {cancel.isError && ` ${t('undo.tooLate')}`}
        </span>
        <Button variant="default" size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(visitId)}>
          {t('undo.undo')}
        </Button>
      </span>
    </Notice>
  );
}
