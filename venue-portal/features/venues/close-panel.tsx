import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { VenueBasics } from '#shared/contract/portal-venues.ts';
import { useCloseVenue } from '../../api/owned-venues.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './venues.module.css';

/** Closing asks nothing first: the list it leads to has the way back, and keeps it. */
export function ClosePanel({ venue }: { readonly venue: VenueBasics }) {
  const { t } = useLanguage();
  const w = useVenueWords();
  const navigate = useNavigate();
  const close = useCloseVenue(venue.id);
  const hasKiosk = venue.entrances.some((entrance) => entrance.hasKiosk);
  const { id, name } = venue;
  return (
    <Panel title={w('basics.closeTitle')}>
      <p className={classes['soft']}>{hasKiosk ? w('basics.closeKiosks') : w('basics.closeText')}</p>
      {close.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(close.error)))}
        </Notice>
      )}
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
