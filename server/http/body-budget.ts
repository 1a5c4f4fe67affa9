import { networkOf } from './network.ts';

/** Bytes of bodies that are being received or waited for, of all and of one network address. */
const LIMITS = { all: 256 * 1024 * 1024, each: 64 * 1024 * 1024 };

/** One request's part of it. */
export interface BodyHold {
  /** @returns false when there is no room for them now. */
  take(bytes: number): boolean;
  release(): void;
}

export interface BodyBudget {
  begin(ip: string): BodyHold;
}

/**
 * Who sends much, and slowly, on many connections fills the memory long before anything is known of them: a body is in no
 * queue that could be short before the last of its bytes is here. Nobody takes the room of everybody else.
 */
export function createBodyBudget({ all, each } = LIMITS): BodyBudget {
  const held = new Map<string, number>();
  let total = 0;
  return {
    begin(ip) {
      const network = networkOf(ip, 'limit');
      let own = 0;
      return {
        take(bytes) {
          const ofNetwork = held.get(network) ?? 0;
          if (total + bytes > all || ofNetwork + bytes > each) return false;
          held.set(network, ofNetwork + bytes);
          total += bytes;
          own += bytes;
          return true;
        },
        release() {
          const left = (held.get(network) ?? 0) - own;
          total -= own;
          own = 0;
          if (left > 0) held.set(network, left);
          else held.delete(network);
        },
      };
    },
  };
}
