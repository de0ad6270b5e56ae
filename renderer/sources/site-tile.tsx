/** A square with the site's first letter, on a colour that belongs to the site. No picture is fetched. */
export function SiteTile({ site }: { site: string }) {
  return (
    <span className="site-tile" aria-hidden data-hue={hueOf(site)}>
      {letterOf(site)}
    </span>
  );
}

/** Parts of a host's name that say nothing about whose site it is. */
const quietParts = new Set([
  'blog',
  'blogs',
  'm',
  'mp',
  'www',
  'news',
  'zhuanlan',
  'docs',
  'developer',
  'en',
  'post',
]);

/** The letter that people know the site by: `zhuanlan.zhihu.com` gives Z of zhihu, `mp.weixin.qq.com` W. */
export function letterOf(site: string): string {
  const parts = site.split('.');
  const known = parts.find((part, at) => at < parts.length - 1 && !quietParts.has(part)) ?? parts[0] ?? '';
  const [letter = '·'] = known;
  return letter.toLocaleUpperCase();
}

export const hues = 8;

/** 0 to 7, always the same for a site. */
export function hueOf(site: string): number {
  let sum = 0;
  for (const character of site) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % hues;
}
