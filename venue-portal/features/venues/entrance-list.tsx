import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { VenueBasics } from '#shared/contract/portal-venues.ts';
import { entranceNameSchema } from '#shared/domain/venue.ts';
import { useOrderEntrances, useRenameEntrance, useRestoreEntrance, useRetireEntrance } from '../../api/owned-venues.ts';
import { failureOf } from '../../api/problem-error.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './venues.module.css';

type Entrance = VenueBasics['entrances'][number];

/** What was just done, and how to take it back. */
interface Done {
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

/** The entrances: renamed in place, moved by one, retired with a way back. */
export function EntranceList({ venue }: { readonly venue: VenueBasics }) {
  const { t } = useLanguage();
  const w = useVenueWords();
  const [done, setDone] = useState<Done | null>(null);
  const order = useOrderEntrances(venue.id);
  const retire = useRetireEntrance(venue.id);
  const restore = useRestoreEntrance(venue.id);
  const failure = order.error ?? retire.error ?? restore.error;
  const move = (index: number, by: 1 | -1) => {
    const ids = venue.entrances.map(({ id }) => id);
    const moved = ids[index];
    if (!moved) return;
    const next = ids.toSpliced(index, 1).toSpliced(index + by, 0, moved);
    const values = { name: venue.entrances[index]?.name ?? '', position: index + by + 1, count: ids.length };
    order.mutate(next, { onSuccess: () => setDone({ text: w('basics.moved', values) }) });
  };
  const takeBack = ({ id, name }: Pick<Entrance, 'id' | 'name'>) =>
    restore.mutate(id, { onSuccess: () => setDone({ text: w('basics.restored', { name }) }) });
  const takeOff = (entrance: Entrance) =>
    retire.mutate(entrance.id, {
      onSuccess: () => setDone({ text: w('basics.retired', { name: entrance.name }), undo: () => takeBack(entrance) }),
    });
  return (
    <div className={classes['doors']}>
      <ul className={classes['entrances']}>
        {venue.entrances.map((entrance, index) => (
          <EntranceItem
            key={entrance.id}
            venue={venue}
            entrance={entrance}
            index={index}
            onMove={(by) => move(index, by)}
            onRetire={() => takeOff(entrance)}
            onRenamed={(name) => setDone({ text: w('basics.renamed', { name }) })}
          />
        ))}
      </ul>
      <Failure error={failure} />
      {done && (
        <Notice tone="good" live>
          {done.text}{' '}
          {done.undo && (
            <Button variant="default" size="sm" onClick={done.undo}>
              {w('undo')}
            </Button>
          )}
        </Notice>
      )}
      {venue.retiredEntrances.length > 0 && (
        <details className={classes['retired']}>
          <summary>
            {w('basics.retiredTitle')} ({venue.retiredEntrances.length})
          </summary>
          <ul className={classes['entrances']}>
            {venue.retiredEntrances.map((entrance) => (
              <li key={entrance.id}>
                <div>
                  <strong>{entrance.name}</strong>
                  <span>{t('venues.serial', { serial: entrance.serial })}</span>
                </div>
                <Button
                  variant="default"
                  size="sm"
                  aria-label={w('basics.restoreWhat', { name: entrance.name })}
                  onClick={() => takeBack(entrance)}
                >
                  {w('basics.restore')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function EntranceItem(props: {
  readonly venue: VenueBasics;
  readonly entrance: Entrance;
  readonly index: number;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRetire: () => void;
  readonly onRenamed: (name: string) => void;
}) {
  const { venue, entrance, index } = props;
  const { name, serial, hasKiosk } = entrance;
  const { t } = useLanguage();
  const w = useVenueWords();
  const [isRenaming, setIsRenaming] = useState(false);
  const count = venue.entrances.length;
  const why = hasKiosk ? w('basics.hasKiosk') : count === 1 ? w('basics.lastOne') : null;
  const reasonId = `why-${entrance.id}`;
  return (
    <li>
      {isRenaming ? (
        <RenameForm venue={venue} entrance={entrance} onEnd={() => setIsRenaming(false)} onRenamed={props.onRenamed} />
      ) : (
        <>
          <div>
            <strong>{name}</strong>
            <span>{t('venues.serial', { serial })}</span>
            {why !== null && <small id={reasonId}>{why}</small>}
          </div>
          <div className={classes['doorActions']}>
            {count > 1 && (
              <>
                <ActionIcon
                  variant="default"
                  size="xl"
                  aria-label={w('basics.up', { name })}
                  disabled={index === 0}
                  onClick={() => props.onMove(-1)}
                >
                  <IconArrowUp aria-hidden size={20} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size="xl"
                  aria-label={w('basics.down', { name })}
                  disabled={index === count - 1}
                  onClick={() => props.onMove(1)}
                >
                  <IconArrowDown aria-hidden size={20} />
                </ActionIcon>
              </>
            )}
            <Button variant="default" aria-label={w('basics.renameWhat', { name })} onClick={() => setIsRenaming(true)}>
              {w('basics.rename')}
            </Button>
            {why === null && (
              <Button variant="default" aria-label={w('basics.retireWhat', { name })} onClick={props.onRetire}>
                {w('basics.retire')}
              </Button>
            )}
          </div>
        </>
      )}
    </li>
  );
}

function RenameForm(props: {
  readonly venue: VenueBasics;
  readonly entrance: Entrance;
  readonly onEnd: () => void;
  readonly onRenamed: (name: string) => void;
}) {
  const { venue, entrance, onEnd } = props;
  const { t } = useLanguage();
  const w = useVenueWords();
  const rename = useRenameEntrance(venue.id);
  const [name, setName] = useState(entrance.name);
  const [isTried, setIsTried] = useState(false);
  const parsed = entranceNameSchema.safeParse(name);
  const missing = name.trim() === '';
  const wrong = missing ? t('registration.errors.entranceMissing') : t('registration.errors.entranceLong');
  const error = isTried && !parsed.success ? wrong : rename.error && t(problemKey(failureOf(rename.error)));
  return (
    <form
      className={classes['rename']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (!parsed.success) return;
        rename.mutate(
          { entranceId: entrance.id, name: parsed.data },
          {
            onSuccess: () => {
              props.onRenamed(parsed.data);
              onEnd();
            },
          },
        );
      }}
    >
      <TextInput
        label={w('basics.newName', { name: entrance.name })}
        value={name}
        error={error || undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onEnd()}
        ref={(input) => {
          if (input && document.activeElement?.tagName === 'BODY') input.focus();
        }}
      />
      <div className={classes['doorActions']}>
        <Button type="submit" loading={rename.isPending}>
          {t('app.save')}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
