import { describe, expect, test } from 'vitest';
import { droppedLink, droppedText, mayHoldText } from '../../../renderer/capture/dropped.ts';

const drag = (held: Record<string, string>) => ({
  types: Object.keys(held),
  getData: (type: string) => held[type] ?? '',
});

describe('a dropped link', () => {
  test.each([
    [
      { 'text/uri-list': 'https://a.org/x', 'text/plain': 'https://a.org/x' },
      { url: 'https://a.org/x', title: null },
    ],
    [
      { 'text/uri-list': 'https://a.org/x\r\n', 'text/x-moz-url': 'https://a.org/x\n深入 V8' },
      { url: 'https://a.org/x', title: '深入 V8' },
    ],
    [
      { 'text/uri-list': '# a comment\r\nhttps://a.org/x', 'text/plain': 'Its title' },
      { url: 'https://a.org/x', title: 'Its title' },
    ],
    [{ 'text/plain': ' https://a.org/x ' }, { url: 'https://a.org/x', title: null }],
    [{ 'text/plain': 'Words, and https://a.org/x' }, null],
    [{ 'text/uri-list': 'javascript:alert(1)', 'text/plain': 'x' }, null],
    [{ 'text/uri-list': 'file:///etc/passwd' }, null],
    [{ 'text/uri-list': 'https://a.org/x\nhttps://a.org/y' }, null],
    [{ Files: '', 'text/uri-list': 'https://a.org/x' }, null],
  ])('%j gives %j', (held, expected) =>
    expect(droppedLink(drag(held as Record<string, string>))).toEqual(expected),
  );

  test('words are a quote', () => {
    expect(droppedText(drag({ 'text/plain': ' one\ntwo ' }))).toBe('one\ntwo');
    expect(droppedText(drag({ 'text/plain': ' ' }))).toBeNull();
    expect(droppedText(drag({ Files: '', 'text/plain': 'x' }))).toBeNull();
  });

  test('files are for others', () => {
    expect(mayHoldText(drag({ Files: '', 'text/plain': '' }))).toBe(false);
    expect(mayHoldText(drag({ 'text/plain': '' }))).toBe(true);
    expect(mayHoldText(drag({ 'application/x': '' }))).toBe(false);
  });
});
