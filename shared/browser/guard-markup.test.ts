import { describe, expect, it } from 'vitest';
import { guardMarkup, markupRules } from './guard-markup.ts';

const rules = markupRules('https://checkin.example.vn');

describe('what a page lets through to the sinks of the browser', () => {
  it('is text that can make no element', () => {
    expect(rules.createHTML(':root{--accent:#0b5c63} a > b {}')).toBe(':root{--accent:#0b5c63} a > b {}');
    expect(rules.createHTML('')).toBe('');
  });

  it.each(['<img src=x onerror=alert(1)>', 'x<b>', '<'])('is not %s', (text) => {
    expect(rules.createHTML(text)).toBeNull();
  });

  it('is a script of its own for a worker', () => {
    expect(rules.createScriptURL('https://checkin.example.vn/assets/scan.js')).not.toBeNull();
  });

  it.each([
    'https://checkin.example.vn.evil.example/a.js',
    'data:text/javascript,alert(1)',
    'blob:https://checkin.example.vn/1',
    '//evil.example/a.js',
  ])('is no worker from %s', (url) => {
    expect(rules.createScriptURL(url)).toBeNull();
  });

  it('never makes a script of text', () => {
    const made: [string, object][] = [];
    guardMarkup({
      location: { origin: 'https://checkin.example.vn' },
      trustedTypes: { createPolicy: (name, given) => made.push([name, given]) },
    });
    expect(made.map(([name, given]) => [name, Object.keys(given).toSorted()])).toEqual([
      ['default', ['createHTML', 'createScriptURL']],
    ]);
  });

  it('is not asked by an older browser', () => {
    expect(() => guardMarkup({ location: { origin: 'app://kiosk' } })).not.toThrow();
  });
});
