/** One note of the benchmark's corpus: what a person who collects articles writes, in the header styles of four tools. */
import { type Vocabulary, vocabularyOf } from './corpus-words.ts';
import { type Random, randomFrom, zipf } from './random.ts';

export interface CorpusNote {
  /** Relative to the notebook, `/`-separated. */
  path: string;
  text: string;
}

interface Words {
  random: Random;
  chinese: () => string;
  english: () => string;
  tag: () => string;
  site: () => string;
}

/** Makes the n-th note of the corpus of `seed`; the same one each time, whichever notes were made before. */
export function noteMaker(seed: number): (index: number) => CorpusNote {
  const vocabulary: Vocabulary = vocabularyOf(randomFrom(seed));
  let random = randomFrom(seed);
  // The pickers' tables are made once; the numbers they use are those of the note in work.
  const turning: Random = {
    next: () => random.next(),
    below: (n) => random.below(n),
    between: (from, to) => random.between(from, to),
    chance: (of) => random.chance(of),
    pick: (list) => random.pick(list),
  };
  const words: Words = {
    random: turning,
    chinese: zipf(vocabulary.chinese, turning, 0.95),
    english: zipf(vocabulary.english, turning, 0.9),
    tag: zipf(vocabulary.tags, turning, 0.9),
    site: zipf(vocabulary.sites, turning, 0.8),
  };
  return (index) => {
    random = randomFrom((seed * 1_000_003 + index) | 0);
    return noteOf(index, aboutOneThing(words));
  };
}

/**
 * A note comes back to the words of its subject. With it 2,000 characters have about as many different pairs of
 * neighbours as those of a real note (0.7 of all), on which the size of a full-text index depends.
 */
function aboutOneThing(words: Words): Words {
  const { random } = words;
  const subject = Array.from(
    { length: 45 },
    () => `${words.chinese()}${random.chance(0.3) ? words.chinese() : ''}`,
  );
  const ofSubject = (): string => subject[Math.floor(random.next() ** 2 * subject.length)] ?? '';
  return { ...words, chinese: () => (random.chance(0.32) ? ofSubject() : words.chinese()) };
}

function noteOf(index: number, words: Words): CorpusNote {
  const { random } = words;
  const day = `${random.between(2012, 2025)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  const title = titleOf(words);
  const tags = [...new Set(Array.from({ length: random.below(5) }, words.tag))];
  const isDraft = random.chance(0.04);
  const style = random.pick(styles);
  const header = style({ words, title, tags, day, isDraft, category: words.tag().replace(/\/.*/, '') });
  const body = bodyOf(words);
  const text = header === null ? `# ${title}\n\n${body}` : `---\n${header}---\n\n${body}`;
  return {
    path: pathOf(index, day, isDraft, title, words),
    text: random.chance(0.03) ? text.replaceAll('\n', '\r\n') : text,
  };
}

function pathOf(index: number, day: string, isDraft: boolean, title: string, { random }: Words): string {
  const slug = `${title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 24)}-${index}.md`;
  if (isDraft) return `_drafts/${slug}`;
  if (random.chance(0.6)) return `_posts/${day.slice(0, 4)}/${day}-${slug}`;
  const shelf = random.pick(['阅读', 'notes', '收集/技术', '收集/生活', 'work']);
  return `${shelf}/${random.pick(['2020', 'inbox', '前端', '后端', 'archive/old', '杂', 'ideas', '云'])}/${slug}`;
}

interface HeaderParts {
  words: Words;
  title: string;
  tags: string[];
  day: string;
  isDraft: boolean;
  category: string;
}

const two = (n: number): string => String(n).padStart(2, '0');
const time = ({ random }: Words): string =>
  `${two(random.below(24))}:${two(random.below(60))}:${two(random.below(60))}`;
const block = (name: string, items: readonly string[]): string =>
  items.length === 0 ? `${name}:\n` : `${name}:\n${items.map((item) => `  - ${item}\n`).join('')}`;
const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

/** How Jekyll, Hexo, Hugo and people by hand write headers; `null`: none. */
const styles: ((parts: HeaderParts) => string | null)[] = [
  ({ words, title, tags, day, category }) =>
    `layout: post\ntitle: ${title}\ndate: ${day} ${time(words)} +0000\n${block('category', [category])}${block('tags', tags)}comment: false\nexcerpt: ${phrase(words, 6)}\n`,
  ({ words, title, tags, day, category }) =>
    `title: ${title}\ndate: ${day} ${time(words)}\ntags: [${tags.join(', ')}]\n${block('categories', [category])}permalink: ${day.replaceAll('-', '/')}/\n`,
  ({ words, title, tags, day, isDraft }) =>
    `title: ${quoted(title)}\ndate: ${day}T${time(words)}+08:00\ndraft: ${String(isDraft)}\ntags: [${tags.map(quoted).join(', ')}]\n`,
  ({ title, tags, day }) =>
    `title: '${title}'\ndate: ${day}\n${tags.length > 0 ? `tags: ${tags.join(', ')}\n` : ''}`,
  ({ title, tags, day }) =>
    `title: ${title}\ndate: ${day}\n${tags.length > 0 ? `tags: ${tags.join('，')}\n` : ''}`,
  ({ title, tags, category }) => `title: ${title}\n${block('tags', tags)}categories: ${category}\n`,
  ({ words, title, tags, day, category }) =>
    `# kept by hand\ntitle:   ${title}\n${block(
      'tags',
      tags.map((tag) => `'${tag}'`),
    )}date: ${quoted(`${day} ${time(words).slice(0, 5)}`)}\ncategories:\n  - [${category}, ${words.chinese()}]\n`,
  ({ words, title, tags, day, isDraft }) =>
    `title: ${title}\ndate: ${day.replaceAll('-', '/')}\n${tags[0] === undefined ? '' : `tags: ${tags[0]}\n`}published: ${String(!isDraft)}\nexcerpt: ${quoted(phrase(words, 9))}\n`,
  () => null,
];

function titleOf(words: Words): string {
  const { random } = words;
  const ends = ['资料收集', '笔记', '入门', '实践', '的原理', '总结', '', ''];
  // A title is no place for what YAML reads as something else.
  return `${words.english().replace(/[^A-Za-z0-9.]/g, '')}${random.chance(0.5) ? ' ' : ''}${words.chinese()}${words.chinese()}${random.pick(ends)}`;
}

function bodyOf(words: Words): string {
  const { random } = words;
  const sources = random.between(3, 8);
  // The length of all notes together is what the targets speak of: about 6 KB each, and some much longer.
  const sentences = Math.round(
    (25 + 52 * random.next() ** 2) / Math.sqrt(sources / 5.5) + (random.chance(0.02) ? 60 : 0),
  );
  let body = `## ${phrase(words, 3)}\n\n${sentence(words)}${sentence(words)}\n\n`;
  for (let source = 0; source < sources; source++) {
    body += sourceHeading(words);
    let left = Math.max(1, Math.round(sentences / sources + random.between(-2, 2)));
    while (left > 0) {
      const taken = Math.min(left, random.between(1, 4));
      body += paragraph(words, taken);
      left -= taken;
    }
  }
  return body;
}

function sourceHeading(words: Words): string {
  const { random } = words;
  const title =
    `${phrase(words, random.between(2, 4))}${random.chance(0.4) ? ` ${words.english()}` : ''}`.replace(
      /[[\]]/g,
      '',
    );
  const address = `https://${words.site()}/post/${random.below(0x7fffffff).toString(16)}`;
  return `### [${title}](${address}${random.chance(0.2) ? '?utm_source=feed' : ''})\n\n`;
}

function paragraph(words: Words, sentences: number): string {
  const { random } = words;
  const kind = random.below(10);
  const all = Array.from({ length: sentences }, () => sentence(words));
  if (kind < 2) return `${all.map((one) => `- ${one}\n`).join('')}\n`;
  if (kind < 3) return `> ${all.join('')}\n\n`;
  if (kind < 4) return `${all.join('')}这里为什么要${words.chinese()}？\n\n`;
  if (kind < 5 && random.chance(0.3))
    return `\`\`\`js\nconst ${words.english().replace(/\W/g, '')} = await ${words.english().replace(/\W/g, '')}();\n\`\`\`\n\n${all.join('')}\n\n`;
  return `${all.join('')}\n\n`;
}

function sentence(words: Words): string {
  const { random } = words;
  const first = phrase(words, random.between(4, 12));
  const second = phrase(words, random.between(3, 10));
  const marked = random.below(20);
  const start =
    marked === 0
      ? `**${first}**`
      : marked === 1
        ? `~~${first}~~`
        : marked === 2
          ? `==${first}==`
          : marked === 3
            ? `「${first}」`
            : first;
  const rare = random.chance(0.02)
    ? `（见 issue ${random.below(0xfffff).toString(36)}x${random.below(9000)}）`
    : '';
  return `${start}${random.chance(0.8) ? '，' : '；'}${second}${rare}${random.chance(0.9) ? '。' : '！'}`;
}

/** Chinese, with an English word now and then: set off by spaces by some, by others not. */
function phrase(words: Words, length: number): string {
  const { random } = words;
  let text = '';
  for (let word = 0; word < length; word++) {
    if (random.chance(0.1)) {
      const space = random.chance(0.7) ? ' ' : '';
      text += `${text === '' ? '' : space}${words.english()}${word === length - 1 ? '' : space}`;
      // Two foreign words never touch.
      if (space === '' && word < length - 1) text += words.chinese();
    } else text += words.chinese();
  }
  return text;
}
