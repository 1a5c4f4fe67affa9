import { IconDoorEnter, IconHandStop, IconMoodCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { PersonView } from '#kiosk/core/person-view.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { PersonLine } from '../ui/person-line.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { EmptyPage } from './empty-page.tsx';
import { nameOf } from './name-of.ts';
import type { PageProps } from './page-props.ts';
import { useTimes } from './use-times.ts';

interface Call {
  readonly visitId: VisitId;
  readonly person: PersonView;
}

/** People who were told to see the staff: let in, or send away. */
export function CallsPage({ page }: PageProps<'calls'>) {
  const { t, act } = useKiosk();
  const { time, ago } = useTimes();
  const [sending, setSending] = useState<Call | null>(null);
  const resolve = ({ visitId }: Call, verdict: 'welcome' | 'not-today'): void =>
    act({ do: 'staff-resolve', visitId, verdict });
  if (page.people.length === 0) {
    return <EmptyPage icon={IconMoodCheck} title={t('staff.calls.empty')} text={t('staff.calls.emptyHint')} />;
  }
  return (
    <>
      <ScrollArea label={t('staff.title.calls')}>
        <ul className="calls">
          {page.people.map((call) => (
            <li key={call.visitId} className="call">
              <div className="call__who">
                <PersonLine person={call.person} />
                <p className="call__since">
                  {t('staff.calls.since', { time: time(call.at) })} · {ago(call.at)}
                </p>
              </div>
              <div className="call__answers">
                <BigButton
                  icon={<IconHandStop className="staff-icon" aria-hidden="true" />}
                  label={t('staff.calls.sendAway')}
                  disabled={page.saving}
                  onPress={() => setSending(call)}
                />
                <BigButton
                  kind="primary"
                  icon={<IconDoorEnter className="staff-icon" aria-hidden="true" />}
                  label={page.saving ? t('staff.calls.saving') : t('staff.calls.letIn')}
                  disabled={page.saving}
                  onPress={() => resolve(call, 'welcome')}
                />
              </div>
            </li>
          ))}
        </ul>
      </ScrollArea>
      {sending && (
        <ConfirmSheet
          question={t('staff.calls.confirm', { name: nameOf(sending.person, t) })}
          text={t('staff.calls.confirmText')}
          yes={t('staff.calls.confirmYes')}
          onYes={() => resolve(sending, 'not-today')}
          onClose={() => setSending(null)}
        />
      )}
    </>
  );
}
