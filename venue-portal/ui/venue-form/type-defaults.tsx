import { IconSparkles } from '@tabler/icons-react';
import { HOUR_MS, MINUTE_MS } from '#shared/domain/instant.ts';
import { VENUE_DEFAULTS, type VenueType } from '#shared/domain/venue.ts';
import { useLanguage } from '../language.tsx';
import { useVenueWords } from '../venue-words.ts';
import classes from './venue-form.module.css';
import { VENUE_TYPES } from './venue-types.ts';

/** What a venue of a type starts with, in sentences: nothing to fill in, and nothing that happens unseen. */
export function TypeDefaults({ type }: { readonly type: VenueType }) {
  const { t, format } = useLanguage();
  const w = useVenueWords();
  const { maxStayMs, duplicateWindowMs, closesAt, capacity, skipDeclaredToday } = VENUE_DEFAULTS[type];
  const lines = [
    w('defaults.stay', { hours: maxStayMs / HOUR_MS }),
    w('defaults.window', { minutes: duplicateWindowMs / MINUTE_MS }),
    closesAt === null ? w('defaults.open') : w('defaults.closes', { time: closesAt }),
    capacity === null ? w('defaults.noLimit') : w('defaults.capacity', { count: format.number(capacity) }),
    w(skipDeclaredToday ? 'defaults.daily' : 'defaults.each'),
  ];
  return (
    <section className={classes['defaults']} aria-live="polite">
      <IconSparkles aria-hidden size={24} stroke={1.5} />
      <div>
        <h2>{w('defaults.title', { type: t(VENUE_TYPES[type].label) })}</h2>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{w('defaults.note')}</p>
      </div>
    </section>
  );
}
