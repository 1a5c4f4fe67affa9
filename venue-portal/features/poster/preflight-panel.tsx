import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { EntrancePoster, PosterChecks } from '#shared/contract/portal-posters.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { Notice } from '../../ui/notice.tsx';
import { eachOnce, isAboutNames, wordsOfFault, wordsOfNote } from './preflight-words.ts';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

type Checks = PosterChecks['checks'];

/** Whether what is on the screen may be printed; what fails is said before anybody presses. */
export function PreflightPanel(props: {
  readonly venueId: VenueId;
  readonly query: UseQueryResult<Checks>;
  readonly entrances: ReadonlyArray<Pick<EntrancePoster, 'entranceId' | 'entranceName'>>;
}) {
  const { venueId, query, entrances } = props;
  const t = useStudioText();
  if (query.isError) {
    return (
      <Notice tone="stop" live>
        <div className={classes['row']}>
          {t('check.failedCheck')}
          <Button size="sm" variant="default" onClick={() => void query.refetch()}>
            {t('check.again')}
          </Button>
        </div>
      </Notice>
    );
  }
  if (!query.data) {
    return (
      <p className={classes['checking']} role="status">
        <Loader size={18} />
        {t('check.running')}
      </p>
    );
  }
  const faulty = query.data.filter(({ preflight }) => preflight.faults.length > 0);
  return faulty.length === 0 ? (
    <Passed checks={query.data} />
  ) : (
    <Notice tone="stop" live>
      <strong>{t('check.failed')}</strong>
      <ul className={classes['faults']}>
        {eachOnce(
          faulty.flatMap(({ entranceId, preflight }) => {
            const name = entrances.find((entrance) => entrance.entranceId === entranceId)?.entranceName ?? '';
            const whose = entrances.length > 1 ? t('check.of', { entrance: name }) : '';
            return preflight.faults.map((fault) => whose + wordsOfFault(t, fault));
          }),
        ).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {faulty.some(({ preflight }) => preflight.faults.some(isAboutNames)) && (
        <Link to={`/venues/${venueId}/settings`}>{t('check.fixName')}</Link>
      )}
    </Notice>
  );
}

function Passed({ checks }: { readonly checks: Checks }) {
  const t = useStudioText();
  const notes = checks.flatMap(({ preflight }) => preflight.notes).filter(({ kind }) => kind !== 'marked-demo');
  return (
    <>
      <Notice tone="good" live>
        {t('check.passed', { count: checks.length })}
      </Notice>
      {notes.length > 0 && (
        <Notice tone="warn">
          <ul className={classes['faults']}>
            {eachOnce(notes.map((note) => wordsOfNote(t, note))).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
