import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep teal; shade 8 is the brand's colour on light surfaces. */
const teal: MantineColorsTuple = [
  '#e9f5f5',
  '#d3e9ea',
  '#a6d4d7',
  '#77c0c5',
  '#4fa7ad',
  '#2f8d94',
  '#1a757c',
  '#10676e',
  '#0b5c63',
  '#084a50',
];

/** Warm, as our tokens; shade 4 is the border of a control (3:1 on white). */
const gray: MantineColorsTuple = [
  '#f8f6f2',
  '#f0ece5',
  '#e3ddd3',
  '#d3ccbf',
  '#857d70',
  '#7a7266',
  '#655e54',
  '#4e4841',
  '#37332e',
  '#24211d',
];

/** The kit's roles: 0 text, 2 dimmed, 3 placeholder, 4 border (3:1 on 6), 5 hover, 6 field, 7 page. */
const dark: MantineColorsTuple = [
  '#edf3f2',
  '#d5dfdf',
  '#b9c6c6',
  '#98a8a9',
  '#71878a',
  '#22302f',
  '#101a1b',
  '#0e1617',
  '#0a1011',
  '#060a0b',
];

export const theme = createTheme({
  colors: { teal, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 6 },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
  defaultRadius: 'md',
  radius: { sm: 'var(--radius-s)', md: 'var(--radius-m)', lg: 'var(--radius-l)' },
  // Every control is a comfortable touch target; people in a hurry use this with one hand.
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
  },
});

/** The kit takes its surfaces and texts from our tokens, which already know the colour scheme. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--color-canvas)',
    '--mantine-color-text': 'var(--color-ink)',
    '--mantine-color-bright': 'var(--color-ink)',
    '--mantine-color-dimmed': 'var(--color-ink-soft)',
    '--mantine-color-placeholder': 'var(--color-ink-faint)',
    '--mantine-color-anchor': 'var(--color-brand)',
    '--mantine-color-error': 'var(--color-stop)',
    '--mantine-color-default': 'var(--color-surface)',
    '--mantine-color-default-hover': 'var(--color-sunken)',
    '--mantine-color-default-color': 'var(--color-ink)',
    '--mantine-color-default-border': 'var(--color-line-strong)',
    '--mantine-color-teal-light': 'var(--color-brand-soft)',
    '--mantine-color-teal-light-hover': 'color-mix(in srgb, var(--color-brand-soft) 80%, var(--color-brand))',
    '--mantine-color-teal-light-color': 'var(--color-brand-strong)',
  };
  return { variables: {}, light: ours, dark: ours };
};

/** The nonce of this response's Content-Security-Policy; the server writes it into the page. */
export const readStyleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
