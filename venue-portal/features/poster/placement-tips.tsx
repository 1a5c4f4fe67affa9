import { IconBulb, IconDoorEnter, IconEyeOff, IconRulerMeasure, IconUserHeart } from '@tabler/icons-react';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './poster.module.css';

const TIPS = [
  { Icon: IconDoorEnter, key: 'posters.tips.door' },
  { Icon: IconRulerMeasure, key: 'posters.tips.height' },
  { Icon: IconBulb, key: 'posters.tips.light' },
  { Icon: IconEyeOff, key: 'posters.tips.inside' },
  { Icon: IconUserHeart, key: 'posters.tips.guide' },
] as const;

export function PlacementTips() {
  const { t } = useLanguage();
  return (
    <Panel title={t('posters.tipsTitle')}>
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
