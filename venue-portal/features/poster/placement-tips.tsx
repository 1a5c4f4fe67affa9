import {
  IconBulb,
  IconDoorEnter,
  IconEyeOff,
  IconHandFinger,
  IconRulerMeasure,
  IconUserHeart,
} from '@tabler/icons-react';
import { Panel } from '../../ui/panel.tsx';
import classes from './poster.module.css';
import { useStudioText } from './studio-text.ts';

const TIPS = [
  { Icon: IconDoorEnter, key: 'tips.door' },
  { Icon: IconRulerMeasure, key: 'tips.height' },
  { Icon: IconBulb, key: 'tips.light' },
  { Icon: IconEyeOff, key: 'tips.inside' },
  { Icon: IconHandFinger, key: 'tips.touch' },
  { Icon: IconUserHeart, key: 'tips.guide' },
] as const;

export function PlacementTips() {
  const t = useStudioText();
  return (
    <Panel title={t('tips.title')}>
      <ul className={classes['tips']}>
        {TIPS.map(({ Icon, key }) => (
          <li key={key}>
            <Icon aria-hidden size={26} stroke={1.6} />
            <span>{t(key)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
