/** One copy as it was kept first, and as it is kept again. */
import type { NewCopy } from '../../notes/files/copies.ts';

const about = { url: 'https://example.com/a', title: 'Title', author: 'Ann', date: '', site: 'Example' };

export const keptFirst: NewCopy = {
  ...about,
  markdown: 'Old.\n\n![](1.png)\n',
  pictures: [{ name: '1.png', bytes: Buffer.from('old picture') }],
};

export const keptAnew: NewCopy = {
  ...about,
  markdown: 'New.\n\n![](1.png)\n\n![](2.png)\n',
  pictures: ['1.png', '2.png'].map((name) => ({ name, bytes: Buffer.from(`new picture ${name}`) })),
};
