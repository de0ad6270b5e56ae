/** Every word the UI shows, in the person's language. A string missing in one language fails `tsc`. */
import { en, type MessageKey } from './messages/en.ts';
import type { Message } from './messages/message.ts';
import { zh } from './messages/zh.ts';

export type { MessageKey } from './messages/en.ts';

export type Language = 'en' | 'zh-CN';

const catalogues: Record<Language, Record<MessageKey, Message>> = { en, 'zh-CN': zh };

/** The names between braces in a message: `'{n} notes in {name}'` gives `n | name`. */
type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextsOf<Key extends MessageKey> = (typeof en)[Key] extends infer M
  ? M extends { other: infer Other }
    ? Other | 'plural {n}'
    : M
  : never;
export type ParamsOf<Key extends MessageKey> = Record<NamesIn<TextsOf<Key>>, string | number>;
type Rest<Key extends MessageKey> = [NamesIn<TextsOf<Key>>] extends [never] ? [] : [params: ParamsOf<Key>];

let current: Language = 'en';
let numbers = new Intl.NumberFormat('en');
let plurals = new Intl.PluralRules('en');

/**
 * The message in the current language. A message with forms for one and many chooses by `n`; numbers are
 * written in the language's way.
 */
export function t<Key extends MessageKey>(key: Key, ...rest: Rest<Key>): string {
  const message = catalogues[current][key];
  const params: Record<string, string | number> = rest[0] ?? {};
  const text = typeof message === 'string' ? message : message[formFor(params['n'])];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

function formFor(n: string | number | undefined): 'one' | 'other' {
  return plurals.select(Number(n ?? 0)) === 'one' ? 'one' : 'other';
}

export function formatNumber(n: number): string {
  return numbers.format(n);
}

export function setLanguage(language: Language): void {
  current = language;
  numbers = new Intl.NumberFormat(language);
  plurals = new Intl.PluralRules(language);
}

export function currentLanguage(): Language {
  return current;
}

/** `?lang=` wins (`zh` and `zh-TW` mean Chinese), else the first language of the system that we speak, else English. */
export function languageFor(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  for (const tag of asked === null ? preferred : [asked, ...preferred]) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'zh') return 'zh-CN';
    if (primary === 'en') return 'en';
  }
  return 'en';
}
