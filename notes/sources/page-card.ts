/** What a page says about itself, for a person who has not opened it yet. */
import type { Card } from '../api.ts';
import { siteOf } from '../text/urls.ts';
import { languageOf } from './language.ts';
import { addressIn, type PageDocument } from './page.ts';
import { authorName, bylineIn, dateIn, isoDate } from './page-byline.ts';
import { type Metas, metasOf, metaText, statedArticle, type StatedArticle } from './page-statements.ts';
import { plainTitle } from './plain-title.ts';
import { minutesFor, readingText } from './reading-text.ts';
import { namesOfHost, withoutSiteName } from './site-names.ts';

/** Graphemes. Safety S-09. */
const longest = { title: 300, site: 100, description: 1_000, author: 200 };

export interface PageCard extends Omit<Card, 'picture' | 'fetched'> {
  /** Where the page says its picture is; http or https. */
  pictureUrl: string | null;
  /** Where the page says it is itself. */
  canonical: string | null;
}

/** What the page at `url` (where it was in the end) says about itself. */
export function readCard(document: PageDocument, url: string): PageCard {
  const metas = metasOf(document);
  const stated = statedArticle(document);
  const text = readingText(document);
  const site = siteOfPage(document, metas, stated, url);
  const author = authorOf(document, metas, stated);
  const published = publishedOf(document, metas, stated, text);
  return {
    kind: 'card',
    title: titleOf(document, metas, stated, { url, site, author }),
    site,
    description: plainTitle(
      metaText(metas, ['og:description', 'description', 'twitter:description']) || stated.description,
      longest.description,
    ),
    author,
    published,
    minutes: minutesFor(text),
    language: languageOf(
      [
        document.documentElement.getAttribute('lang') ?? '',
        metaText(metas, ['content-language', 'language']),
        metaText(metas, ['og:locale']),
        stated.language,
      ],
      text,
    ),
    url,
    pictureUrl: addressIn(
      document,
      url,
      metaText(metas, [
        'og:image:secure_url',
        'og:image:url',
        'og:image',
        'twitter:image',
        'twitter:image:src',
      ]) ||
        stated.image ||
        metaText(metas, ['image', 'thumbnailurl']) ||
        (document.querySelector('link[rel="image_src"]')?.getAttribute('href') ?? null),
    ),
    canonical: addressIn(
      document,
      url,
      document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? metaText(metas, ['og:url']),
    ),
  };
}

function siteOfPage(document: PageDocument, metas: Metas, stated: StatedArticle, url: string): string {
  const host = new URL(url).hostname;
  // On WeChat every page is of one site; the account is what a reader knows.
  const account = host === 'mp.weixin.qq.com' ? (document.querySelector('#js_name')?.textContent ?? '') : '';
  const said = metaText(metas, ['og:site_name', 'application-name', 'al:android:app_name']) || stated.site;
  return (
    plainTitle(account, longest.site) ||
    (namesOfHost(host)[0] ?? '') ||
    plainTitle(said, longest.site) ||
    siteOf(url)
  );
}

function titleOf(
  document: PageDocument,
  metas: Metas,
  stated: StatedArticle,
  known: { url: string; site: string; author: string },
): string {
  const { hostname: host, pathname } = new URL(known.url);
  const heading =
    document.querySelector('#activity-name, h1.Post-Title, h1.article-title, h1.title-article, h1')
      ?.textContent ?? '';
  const said = [
    metaText(metas, ['og:title']),
    metaText(metas, ['twitter:title']),
    stated.headline,
    titleAbove(heading.trim(), document.title.trim()),
    heading,
    metaText(metas, ['title', 'dc.title', 'dcterms.title']),
  ].map((each) => plainTitle(each, longest.title));
  const siteNames = [
    known.site,
    metaText(metas, ['og:site_name', 'application-name', 'apple-mobile-web-app-title']),
    stated.site,
    ...namesOfHost(host),
    ...hostNames(host),
    ...[known.author, document.querySelector(blogNames)?.textContent?.trim() ?? '']
      .filter((name) => name !== '')
      .flatMap((name) => [name, `${name}的博客`, `${name}的专栏`, `${name}'s blog`]),
  ];
  // The first page of a site is called what the site is called.
  const clean = (title: string) => (pathname === '/' ? title : withoutSiteName(title, siteNames));
  const names = new Set(siteNames.map((name) => name.toLowerCase()));
  const candidates = said.filter((title) => title !== '');
  const found =
    candidates.find((title) => pathname === '/' || !names.has(title.toLowerCase())) ?? candidates[0];
  return found === undefined ? '' : clean(found);
}

const blogNames = '#Header1_HeaderTitle, #blogTitle a, .site-title, .blog-title';

/** CSDN and others write words to be found by behind the title; its heading is the title alone. */
function titleAbove(heading: string, title: string): string {
  const rest = title.slice(heading.length);
  const isBegun = heading.length > 3 && title.startsWith(heading) && /^\s*[-_|–—]/.test(rest);
  return isBegun && heading.length >= rest.length ? heading : title;
}

/** `blog.example.com` calls itself example.com, Example, or blog.example.com. */
function hostNames(host: string): string[] {
  const bare = host.replace(/^(?:www|blog|m)\./, '');
  const name = bare.split('.')[0] ?? '';
  return [host, bare, name.length > 2 ? name : ''];
}

function authorOf(document: PageDocument, metas: Metas, stated: StatedArticle): string {
  const names = [
    stated.authors
      .map(authorName)
      .filter((name) => name !== '')
      .join(', '),
    ...[
      'article:author',
      'author',
      'og:article:author',
      'dc.creator',
      'dcterms.creator',
      'parsely-author',
      'sailthru.author',
    ].map((name) => authorName(metaText(metas, [name]))),
  ];
  return plainTitle(names.find((name) => name !== '') ?? bylineIn(document), longest.author);
}

const publishedNames = [
  ...[
    'article:published_time',
    'og:article:published_time',
    'og:published_time',
    'datepublished',
    'publishdate',
    'pubdate',
  ],
  ...[
    'publish_date',
    'publish-date',
    'published_time',
    'weibo:article:create_at',
    'og:release_date',
    'dc.date.issued',
    'dc.date',
  ],
  ...[
    'dcterms.date',
    'dcterms.created',
    'parsely-pub-date',
    'sailthru.date',
    'citation_publication_date',
    'date',
  ],
];

function publishedOf(document: PageDocument, metas: Metas, stated: StatedArticle, text: string): string {
  for (const written of [stated.published, ...publishedNames.map((name) => metaText(metas, [name]))]) {
    const date = isoDate(written);
    if (date !== '') return date;
  }
  return dateIn(document, text);
}
