import { Switch } from '@mantine/core';
import type { VenueId } from '#shared/domain/ids.ts';
import { useDoor, useSaveDoor } from '../../api/door.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';

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
      {save.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(save.error)))}
        </Notice>
      )}
    </div>
  );
}
