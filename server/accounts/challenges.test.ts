import { describe, expect, it } from 'vitest';
import { createChallenges } from './challenges.ts';

const NOW = Date.UTC(2026, 7, 3);
const MINUTE = 60_000;

describe('a challenge', () => {
  it('counts once', () => {
    const challenges = createChallenges();
    const challenge = challenges.mint('sign-in', NOW);
    expect(challenges.take(challenge, 'sign-in', NOW + MINUTE)).toBe(true);
    expect(challenges.take(challenge, 'sign-in', NOW + MINUTE)).toBe(false);
    expect(challenges.take(`${challenge}=`, 'sign-in', NOW + MINUTE)).toBe(false);
  });

  it('counts for what it was made for, for five minutes, in the process that made it', () => {
    const challenges = createChallenges();
    const make = () => challenges.mint('verification/a', NOW);
    expect(challenges.take(make(), 'verification/b', NOW)).toBe(false);
    expect(challenges.take(make(), 'verification/a', NOW + 5 * MINUTE)).toBe(false);
    expect(challenges.take(make(), 'verification/a', NOW - 1)).toBe(false);
    expect(challenges.take(make(), 'verification/a', NOW + 5 * MINUTE - 1)).toBe(true);
    expect(createChallenges().take(make(), 'verification/a', NOW)).toBe(false);
  });

  it.each(['', 'x', 'A'.repeat(75), 'A'.repeat(76)])('is nothing that could be made up: %j', (made) => {
    expect(createChallenges().take(made, 'sign-in', NOW)).toBe(false);
  });

  it('stays good however many strangers ask for one', () => {
    const challenges = createChallenges();
    const challenge = challenges.mint('sign-in', NOW);
    for (let asked = 0; asked < 10_001; asked += 1) challenges.mint('sign-in', NOW);
    expect(challenges.take(challenge, 'sign-in', NOW + MINUTE)).toBe(true);
  });
});
