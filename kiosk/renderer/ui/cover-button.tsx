import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';

/** A touch anywhere on the screen, or Enter, goes on before the time is up. */
export function CoverButton() {
  const { t, act } = useKiosk();
  return (
    <Button className="cover-button" aria-label={t('keys.next')} autoFocus onPress={() => act({ do: 'dismiss' })} />
  );
}
