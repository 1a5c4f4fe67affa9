import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Kiosk, Venue } from '#shared/contract/portal-api.ts';
import { useChangeKiosk } from '../../api/kiosks.ts';
import { Failure } from '../../ui/failure.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './kiosks.module.css';

type Place = Pick<Kiosk, 'entranceId'> & { readonly name: string };

/** What a kiosk is called, and at which entrance it stands. */
export function KioskPlace({ kiosk, venue }: { readonly kiosk: Kiosk; readonly venue: Venue }) {
  const t = useSettingsWords();
  const [isOpen, setOpen] = useState(false);
  const [before, setBefore] = useState<Place | null>(null);
  const change = useChangeKiosk(venue.id);
  const now: Place = { name: kiosk.name ?? '', entranceId: kiosk.entranceId };
  const store = (place: Place, undo: Place | null): void =>
    change.mutate(
      { id: kiosk.id, ...place },
      {
        onSuccess: () => {
          setBefore(undo);
          setOpen(false);
        },
      },
    );
  return (
    <div>
      {isOpen ? (
        <PlaceForm
          now={now}
          venue={venue}
          busy={change.isPending}
          error={change.error}
          onCancel={() => setOpen(false)}
          onSave={(place) => store(place, now)}
        />
      ) : (
        <Button
          variant="default"
          size="sm"
          aria-label={t('kiosk.renameWhat', { kiosk: kiosk.name ?? kiosk.entranceName })}
          onClick={() => setOpen(true)}
        >
          {t('kiosk.rename')}
        </Button>
      )}
      <div role="status">
        {change.isSuccess && !isOpen && (
          <SavedNotice
            text={t(before ? 'kiosk.changed' : 'undone')}
            undo={t('undo')}
            busy={change.isPending}
            onUndo={before ? () => store(before, null) : undefined}
          />
        )}
      </div>
    </div>
  );
}

function PlaceForm(props: {
  readonly now: Place;
  readonly venue: Venue;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onCancel: () => void;
  readonly onSave: (place: Place) => void;
}) {
  const { now, venue, error } = props;
  const t = useSettingsWords();
  const [place, setPlace] = useState(now);
  return (
    <form
      className={classes['place']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(place);
      }}
    >
      <TextInput
        label={t('kiosk.name')}
        description={t('kiosk.nameHint')}
        maxLength={80}
        value={place.name}
        onChange={(event) => setPlace({ ...place, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('kiosk.entrance')}
        description={t('kiosk.entranceHint')}
        value={place.entranceId}
        data={venue.entrances.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => {
          const entrance = venue.entrances.find(({ id }) => id === event.currentTarget.value);
          if (entrance) setPlace({ ...place, entranceId: entrance.id });
        }}
      />
      <Failure error={error} />
      <div className={classes['choose']}>
        <span>
          <Button type="submit" loading={props.busy}>
            {t('save')}
          </Button>{' '}
          <Button variant="subtle" onClick={props.onCancel}>
            {t('kiosk.cancel')}
          </Button>
        </span>
      </div>
    </form>
  );
}
