import { Switch } from '@mantine/core';
import type { VenueId } from '#shared/domain/ids.ts';
import { useDoor, useSaveDoor } from '../../api/door.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';

/** Whether kiosks install by themselves; takes effect at once. */
export function UpdatePanel({ venueId }: { readonly venueId: VenueId }) {
  const { t } = useLanguage();
  const door = useDoor(venueId).data;
  const save = useSaveDoor(venueId);
  if (!door) return null;
  return (
    <div>
      <Switch
        label={t('kiosks.update.atNight')}
        description={t('kiosks.update.atNightHint')}
        checked={door.choices.updateAtNight}
        disabled={save.isPending}
        onChange={(event) => save.mutate({ choices: { updateAtNight: event.currentTarget.checked } })}
      />
      <Failure error={save.error} />
    </div>
  );
}
