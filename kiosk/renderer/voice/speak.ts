import type { Language } from '#shared/domain/language.ts';

/** @returns a voice of this machine; never one that sends the words to somebody's service. */
function findVoice(language: Language): SpeechSynthesisVoice | null {
  const voices = window.speechSynthesis
    .getVoices()
    .filter(({ localService, lang }) => localService && lang.toLowerCase().startsWith(language));
  return voices.find((voice) => voice.default) ?? voices[0] ?? null;
}

/**
 * Says a text in place of whatever is being said. Silent on a machine that has no voice of its own for the language.
 *
 * @param volume percent.
 */
export function speak(text: string, language: Language, volume: number): void {
  hush();
  if (!('speechSynthesis' in window) || volume === 0) return;
  const voice = findVoice(language);
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.volume = volume / 100;
  // Somewhat slower than usual: heard once, in a noisy hall.
  words.rate = 0.95;
  window.speechSynthesis.speak(words);
}

/** Ends what is being said and forgets what waits to be. */
export function hush(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.cancel();
}

/** Voices of a system arrive some time after the page; asking for them begins it. */
export function prepareVoices(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.getVoices();
}
