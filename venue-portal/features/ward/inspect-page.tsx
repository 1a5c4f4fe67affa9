import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconClipboardCheck, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Ward } from '#shared/contract/portal-ward.ts';
import type { InspectionRound } from '#shared/contract/portal-ward-cases.ts';
import { useRound } from '../../api/ward-work.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { matchesSearch } from '../../ui/search.ts';
import { useWardText } from '../../ui/ward-text.ts';
import { CopyState, useCopy } from './copy-state.tsx';
import { InspectionRow } from './inspection-row.tsx';
import { type KeptRound, readRound, writeRound } from './inspection-store.ts';
import { useWaitingInspections } from './use-inspections.ts';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** More are found by searching; a phone draws no thousand rows. */
const SHOWN = 60;

/** The checklist, with the list of venues on the device: it works where there is no network. */
export default function InspectPage() {
  const w = useWardText();
  const ward = useThisWard();
  const [search, setSearch] = useSearchParams();
  const [kept, setKept] = useState(() => readRound(localStorage));
  const unit = search.get('unit') ?? firstUnit(ward, kept);
  const round = useRound(unit);
  const { data, dataUpdatedAt } = round;
  const copy = useCopy(ward, kept !== null);
  const isKeeping = copy.state !== 'forgotten';
  useEffect(() => {
    if (!data) return;
    const fresh = { at: dataUpdatedAt, round: data };
    if (isKeeping) writeRound(localStorage, fresh);
    setKept(fresh);
  }, [data, dataUpdatedAt, isKeeping]);
  const known = data ?? (kept?.round.unit.code === unit ? kept?.round : undefined);
  return (
    <>
      <div className={classes['top']}>
        <div>
          <PageHeading title={w('inspect.title')} />
          <p className={classes['soft']}>{w('inspect.intro')}</p>
        </div>
        {ward.communes.length > 1 && (
          <NativeSelect
            label={w('unitLabel')}
            value={unit ?? ''}
            onChange={({ currentTarget: { value } }) => setSearch({ unit: value }, { replace: true })}
            data={ward.communes.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </div>
      <CopyState copy={copy} takenAt={known ? (kept?.at ?? null) : null} />
      <Waiting />
      {known ? <Round round={known} /> : round.isError ? <NothingKnown /> : <Bones lines={8} />}
    </>
  );
}

/** The one that was taken along, as long as it is theirs. */
const firstUnit = ({ communes }: Ward, kept: KeptRound | null): string | undefined =>
  communes.find(({ code }) => code === kept?.round.unit.code)?.code ?? communes[0]?.code;

function NothingKnown() {
  const w = useWardText();
  return (
    <EmptyState
      level={2}
      icon={<IconClipboardCheck size={40} />}
      title={w('inspect.emptyTitle')}
      text={w('inspect.emptyText')}
    />
  );
}

function Waiting() {
  const w = useWardText();
  const { open, refused, sendNow, discard } = useWaitingInspections();
  return (
    <div role="status" className={classes['form']}>
      {open > 0 && (
        <Notice tone="info">
          <div className={classes['row']}>
            <strong>{w('inspect.waiting', { count: open })}</strong>
            <Button variant="default" size="sm" onClick={sendNow}>
              {w('inspect.sendNow')}
            </Button>
          </div>
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice tone="warn">
          <div className={classes['row']}>
            <span>{w('inspect.refused', { count: refused.length })}</span>
            <Button variant="default" size="sm" onClick={() => discard(refused.map(({ input }) => input.id))}>
              {w('inspect.discard')}
            </Button>
          </div>
        </Notice>
      )}
    </div>
  );
}

function Round({ round }: { readonly round: InspectionRound }) {
  const w = useWardText();
  const { format } = useLanguage();
  const [typed, setTyped] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const { waiting } = useWaitingInspections();
  const { venues } = round;
  const here = new Set(waiting.map(({ input }) => input.venueId));
  const done = venues.filter(({ id, last }) => last !== null || here.has(id)).length;
  const found = venues.filter(({ name, addressLine }) => matchesSearch(`${name} ${addressLine}`, typed));
  if (venues.length === 0) return <NothingKnown />;
  return (
    <>
      <p className={classes['soft']}>
        {w('inspect.done', { done: format.number(done), total: format.number(venues.length) })}
      </p>
      <TextInput
        type="search"
        label={w('inspect.search')}
        leftSection={<IconSearch aria-hidden size={20} />}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <ul className={classes['round']} aria-label={round.unit.name}>
        {found.slice(0, SHOWN).map((venue) => (
          <InspectionRow
            key={venue.id}
            venue={venue}
            waiting={waiting.findLast(({ input }) => input.venueId === venue.id)?.input ?? null}
            isOpen={openId === venue.id}
            onToggle={() => setOpenId(openId === venue.id ? null : venue.id)}
          />
        ))}
      </ul>
    </>
  );
}
