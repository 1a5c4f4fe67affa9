import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { WardCounts } from '#shared/contract/portal-ward.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly to: string;
  readonly counts: WardCounts;
}

const SHOWN = 12;

/** Registered, active and silent, one row each. */
export function CountsTable({ label, rows }: { readonly label: string; readonly rows: readonly Row[] }) {
  const w = useWardText();
  const { format } = useLanguage();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, SHOWN);
  return (
    <>
      <table className={classes['counts']} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{w('board.name')}</th>
            <th scope="col">{w('board.registered')}</th>
            <th scope="col">{w('board.activeShort')}</th>
            <th scope="col">{w('board.silentShort')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, to, counts }) => (
            <tr key={key}>
              <th scope="row">
                <Link to={to}>{name}</Link>
              </th>
              <td>{format.number(counts.registered)}</td>
              <td>
                <Share active={counts.active} registered={counts.registered} />
                {format.number(counts.active)}
              </td>
              <td data-some={counts.silent > 0}>{format.number(counts.silent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isWhole && rows.length > SHOWN && (
        <Button variant="subtle" onClick={() => setIsWhole(true)}>
          {w('board.more', { count: rows.length })}
        </Button>
      )}
    </>
  );
}

function Share({ active, registered }: { readonly active: number; readonly registered: number }) {
  return (
    <svg className={classes['share']} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden>
      <rect width={100} height={1} className={classes['shareRest']} />
      <rect width={registered === 0 ? 0 : (active / registered) * 100} height={1} />
    </svg>
  );
}
