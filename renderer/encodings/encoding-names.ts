import type { NoteEncoding } from '../../notes/api.ts';
import { t } from '../messages.ts';

/** As they are offered, the likeliest in a Chinese notebook first; the names are the same in every language. */
const names = {
  'utf-8': 'UTF-8',
  gbk: 'GBK',
  gb18030: 'GB18030',
  big5: 'Big5',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  'euc-kr': 'EUC-KR',
  'windows-1252': 'Windows-1252',
} as const satisfies Record<NoteEncoding, string>;

export const encodings = Object.keys(names) as NoteEncoding[];

export function encodingName(encoding: NoteEncoding): string {
  return names[encoding];
}

const languages: Partial<
  Record<NoteEncoding, 'simplified' | 'traditional' | 'japanese' | 'korean' | 'western'>
> = {
  ...{ gbk: 'simplified', gb18030: 'simplified', big5: 'traditional' },
  ...{ shift_jis: 'japanese', 'euc-jp': 'japanese', 'euc-kr': 'korean', 'windows-1252': 'western' },
};

/** `GBK (simplified Chinese)`. */
export function encodingLabel(encoding: NoteEncoding): string {
  const name = encodingName(encoding);
  const language = languages[encoding];
  return language === undefined ? name : t('encoding.named', { name, language: t(`encoding.${language}`) });
}
