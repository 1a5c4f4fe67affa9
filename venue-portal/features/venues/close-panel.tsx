import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { VenueBasics } from '#shared/contract/portal-venues.ts';
import { useCloseVenue } from '../../api/owned-venues.ts';
import { Failure } from '../../ui/failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './venues.module.css';

/** Closing asks nothing first: the list it leads to has the way back, and keeps it. */
export function ClosePanel({ venue }: { readonly venue: VenueBasics }) {
  const w = useVenueWords();
  const navigate = useNavigate();
  const close = useCloseVenue(venue.id);
  const hasKiosk = venue.entrances.some((entrance) => entrance.hasKiosk);
  const { id, name } = venue;
  return (
    <Panel title={w('basics.closeTitle')}>
      <p className={classes['soft']}>{hasKiosk ? w('basics.closeKiosks') : w('basics.closeText')}</p>
      <Failure error={close.error} />
      {!hasKiosk && (
        <Button
          variant="default"
          className={classes['start'] ?? ''}
          loading={close.isPending}
          onClick={() =>
            close.mutate(undefined, { onSuccess: () => navigate('/venues', { state: { closed: { id, name } } }) })
          }
        >
          {w('basics.close')}
        </Button>
      )}
    </Panel>
  );
}
