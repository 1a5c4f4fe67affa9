import { IconDeviceTabletExclamation } from '@tabler/icons-react';
import { Link } from 'react-router';
import { canManage, useMe } from '../../api/session.ts';
import { useFleetAttention } from '../../api/settings.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './attention-badge.module.css';

/** In the header while some kiosk needs a look; nothing while all is well. */
export default function AttentionBadge() {
  const me = useMe().data;
  return me?.organisation && canManage(me) ? <Badge /> : null;
}

function Badge() {
  const t = useSettingsWords();
  const count = useFleetAttention().data ?? 0;
  if (count === 0) return null;
  const words = t('fleet.badge', { count });
  return (
    <Link to="/fleet" className={classes['badge']} aria-label={words} title={words}>
      <IconDeviceTabletExclamation aria-hidden size={22} />
      <span aria-hidden>{count}</span>
    </Link>
  );
}
