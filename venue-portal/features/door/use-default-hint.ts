import { useLanguage } from '../../ui/language.tsx';

/** Adds to a sentence what holds if nobody chooses; without a value: this choice is the default. */
export function useDefaultHint(): (hint: string, value?: boolean | string) => string {
  const { t } = useLanguage();
  return (hint, value) => {
    if (value === undefined) return `${hint} ${t('door.isDefault')}`;
    const words = typeof value === 'string' ? value : t(value ? 'door.on' : 'door.off');
    return `${hint} ${t('door.default', { value: words })}`;
  };
}
