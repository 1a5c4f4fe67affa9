import { useState } from 'react';
import { isSettled, useExports, useFollowedExport } from '../../api/exports.ts';
import { Panel } from '../../ui/panel.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { ExportForm } from './export-form.tsx';
import { ExportHistory } from './export-history.tsx';
import { useExportText } from './export-text.ts';
import classes from './exports.module.css';
import { JobCard } from './job-card.tsx';

/** One file at a time on the screen: what it shall be, how far it is, what it became; below, what was exported before. */
export default function ExportTab() {
  const t = useExportText();
  const venueId = useVenueId();
  const earlier = useExports(venueId);
  const [chosen, setChosen] = useState<string | null>(null);
  // A page that was reloaded goes on with what it had begun.
  const underWay = earlier.data?.find((record) => record.isOwn && !isSettled(record))?.id ?? null;
  const followedId = chosen ?? underWay;
  const { job, isLost } = useFollowedExport(venueId, followedId);
  return (
    <div className={classes['page']}>
      <Panel title={t('title')} className={classes['panel']}>
        {followedId === null ? (
          <ExportForm onOrdered={setChosen} />
        ) : (
          <JobCard
            key={followedId}
            job={job}
            isLost={isLost}
            isDownloaded={chosen !== null}
            onDone={() => setChosen(null)}
          />
        )}
      </Panel>
      <ExportHistory query={earlier} followedId={followedId} />
    </div>
  );
}
