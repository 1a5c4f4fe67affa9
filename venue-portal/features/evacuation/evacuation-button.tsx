import { Button } from '@mantine/core';
import { IconRun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { canAttend, useMe } from '../../api/session.ts';
import { prefetchInside } from '../../api/settings.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './evacuation-button.module.css';

const KEEP_FRESH_MS = 5 * 60_000;

/** On every page of a venue, for who works at its door. Where they sit all day a copy is kept at hand for a network that is gone. */
export default function EvacuationButton() {
  const t = useSettingsWords();
  const me = useMe().data;
  const id = useVenueId();
  const client = useQueryClient();
  const { pathname } = useLocation();
  const mayOpen = me ? canAttend(me) : false;
  const isToday = pathname === `/venues/${id}`;
  useEffect(() => {
    if (!mayOpen) return undefined;
    // The page itself, too, must be here before it is needed.
    void import('./evacuation-page.tsx');
    if (!isToday) return undefined;
    const keep = (): void => void prefetchInside(client, id);
    keep();
    const timer = setInterval(keep, KEEP_FRESH_MS);
    return () => clearInterval(timer);
  }, [mayOpen, isToday, client, id]);
  if (!mayOpen || pathname.endsWith('/evacuation')) return null;
  return (
    <Button
      component={Link}
      to={`/venues/${id}/evacuation`}
      variant="default"
      size="sm"
      className={classes['button']}
      title={t('evacuation.hint')}
      leftSection={<IconRun aria-hidden size={20} />}
    >
      {t('evacuation.button')}
    </Button>
  );
}
