/** Two falling tones, twice: told from a telephone and from a kiosk. Hertz, and seconds from the start. */
const TONES = [
  { hertz: 988, at: 0 },
  { hertz: 784, at: 0.22 },
  { hertz: 988, at: 0.7 },
  { hertz: 784, at: 0.92 },
] as const;
const TONE_S = 0.32;
const LOUDNESS = 0.35;

/** Plays once; silent while the browser has not yet allowed sound. */
export function playChime(context: AudioContext): void {
  if (context.state !== 'running') return;
  for (const { hertz, at } of TONES) {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    // Swells and fades: a tone cut off sharply clicks.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_S);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + TONE_S);
  }
}
