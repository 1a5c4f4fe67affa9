import { Link } from 'react-router';
import type { LeftOutPoster } from '#shared/contract/portal-posters.ts';
import classes from './bulk.module.css';
import { eachOnce, wordsOfFault } from './preflight-words.ts';
import { useStudioText } from './studio-text.ts';

/** Which posters may not be printed, each with why and the way to put it right. */
export function LeftOutList(props: { readonly posters: readonly LeftOutPoster[]; readonly count: number }) {
  const { posters, count } = props;
  const t = useStudioText();
  return (
    <div className={classes['leftOut']}>
      <strong>{t('bulk.leftOut', { count })}</strong>
      <ul>
        {posters.map(({ venueId, venueName, entranceName, preflight }) => (
          <li key={`${venueId} ${entranceName}`}>
            <Link to={`/venues/${venueId}/settings`}>
              {venueName} – {entranceName}
            </Link>
            <small>{eachOnce(preflight.faults.map((fault) => wordsOfFault(t, fault))).join(' ')}</small>
          </li>
        ))}
      </ul>
      {count > posters.length && <p>{t('bulk.leftOutMore', { count: count - posters.length })}</p>}
    </div>
  );
}
