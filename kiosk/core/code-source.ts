/** `line`: a program that hands in codes, each of them meant. */
export type CodeSource = 'serial' | 'camera' | 'keyboard' | 'line';
