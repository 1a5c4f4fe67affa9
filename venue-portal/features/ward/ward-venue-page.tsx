import { Button } from '@mantine/core';
import { IconBell, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReminderReason, WardVenue, WardVenueDetail } from '#shared/contract/portal-ward.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useVerify, useWardVenue } from '../../api/ward.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { useWardText } from '../../ui/ward-text.ts';
import { RemindDialog } from './remind-dialog.tsx';
import { RemindedNotice } from './reminded-notice.tsx';
import { InspectionHistory, RaiseDispute } from './venue-history.tsx';
import { Activity, StandingChips } from './venue-row.tsx';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** What a ward knows of one venue, why it stands as it does, and what to do about it. */
export default function WardVenuePage() {
  const w = useWardText();
  const id = useVenueId();
  return (
    <>
      <BackLink to="/ward/venues">{w('venue.back')}</BackLink>
      <Loaded query={useWardVenue(id)} lines={8} heading={w('venues.title')}>
        {(detail) => <Detail detail={detail} />}
      </Loaded>
    </>
  );
}

function Detail({ detail }: { readonly detail: WardVenueDetail }) {
  const { venue } = detail;
  const w = useWardText();
  const [isReminding, setIsReminding] = useState(false);
  const [reminded, setReminded] = useState<Parameters<typeof RemindedNotice>[0]['result'] | null>(null);
  return (
    <>
      <div>
        <PageHeading title={venue.name} />
        <p className={classes['soft']}>
          {venue.addressLine}, {venue.communeName}
        </p>
      </div>
      {reminded && <RemindedNotice result={reminded} onUndone={() => setReminded(null)} />}
      <div className={classes['columns']}>
        <Panel title={w('venue.why')}>
          <div className={classes['chips']}>
            <StandingChips venue={venue} />
          </div>
          <ul className={classes['why']}>
            <li>{w(`standingHints.${venue.standing}`)}</li>
            {venue.marks.map((mark) => (
              <li key={mark}>{w(`markHints.${mark}`)}</li>
            ))}
          </ul>
          <p>
            <Activity venue={venue} />
          </p>
          <Button
            variant="light"
            leftSection={<IconBell aria-hidden size={20} />}
            disabled={venue.remindedToday}
            onClick={() => setIsReminding(true)}
          >
            {venue.remindedToday ? w('venues.remindedToday') : w('venues.remind')}
          </Button>
        </Panel>
        <Facts detail={detail} />
      </div>
      <div className={classes['columns']}>
        <History detail={detail} />
        <InspectionHistory venueId={venue.id} />
      </div>
      <RaiseDispute venueId={venue.id} />
      {isReminding && (
        <RemindDialog
          venues={[venue]}
          reason={reasonFor(venue)}
          onClose={() => setIsReminding(false)}
          onDone={(result) => {
            setReminded(result);
            setIsReminding(false);
          }}
        />
      )}
    </>
  );
}

/** The gravest first: what was never scanned is silent too. */
function reasonFor({ marks, standing }: WardVenue): ReminderReason {
  if (marks.includes('never-scanned')) return 'never-scanned';
  return marks.includes('kiosk-offline') && standing !== 'silent' ? 'kiosk-offline' : 'silent';
}

function Facts({ detail }: { readonly detail: WardVenueDetail }) {
  const { venue, posterPrintedAt, firstScanAt, kiosks } = detail;
  const w = useWardText();
  const { format } = useLanguage();
  const now = useNow(60_000);
  const when = (at: Instant | null): string => (at === null ? w('venue.notYet') : format.dateTime(at));
  const rows: [string, string][] = [
    [w('venue.registered'), format.dateTime(venue.registeredAt)],
    [w('venue.posterPrinted'), when(posterPrintedAt)],
    [w('venue.firstScan'), when(firstScanAt)],
    ...kiosks.map(({ entranceName, lastSeenAt }): [string, string] => [
      w('venue.kiosk', { entrance: entranceName }),
      lastSeenAt === null ? w('venue.kioskNever') : w('venue.kioskSeen', { ago: format.ago(lastSeenAt, now) }),
    ]),
  ];
  return (
    <Panel title={w('venue.facts')}>
      <dl className={classes['facts']}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {kiosks.length === 0 && <p className={classes['soft']}>{w('venue.noKiosk')}</p>}
      <Verification detail={detail} />
    </Panel>
  );
}

/** One press, and the way back. Only the ward itself goes there. */
function Verification({ detail: { venue, verifiedAt } }: { readonly detail: WardVenueDetail }) {
  const w = useWardText();
  const { format } = useLanguage();
  const verify = useVerify(venue.id);
  const isWard = useThisWard().role === 'ward-officer';
  if (verifiedAt !== null) {
    return (
      <Notice tone="good" live={verify.isSuccess}>
        <div className={classes['row']}>
          <span>{w('venue.verified', { time: format.dateTime(verifiedAt) })}</span>
          {isWard && (
            <Button variant="default" size="sm" loading={verify.isPending} onClick={() => verify.mutate(false)}>
              {w('venue.undo')}
            </Button>
          )}
        </div>
      </Notice>
    );
  }
  if (!isWard) return null;
  return (
    <div className={classes['verify']}>
      <Button
        leftSection={<IconRosetteDiscountCheck aria-hidden size={20} />}
        loading={verify.isPending}
        onClick={() => verify.mutate(true)}
      >
        {w('venue.verify')}
      </Button>
      <small>{w('venue.verifyHint')}</small>
    </div>
  );
}

function History({ detail: { reminders } }: { readonly detail: WardVenueDetail }) {
  const w = useWardText();
  const { format } = useLanguage();
  return (
    <Panel title={w('venue.history')}>
      {reminders.length === 0 ? (
        <p className={classes['soft']}>{w('venue.noHistory')}</p>
      ) : (
        <ul className={classes['history']}>
          {reminders.map(({ id, number, channel, reason, at }) => (
            <li key={id}>
              <time>{format.dateTime(at)}</time>
              {w('venue.historyRow', {
                number,
                channel: w(`remind.channels.${channel}`),
                reason: w(`remind.reasons.${reason}`),
              })}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
