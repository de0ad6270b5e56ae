/** What sites are called, and titles without their site's name. */

/** By host or a part of its end; the first name is shown, all of them are taken off titles. */
const names: Record<string, string[]> = {
  'zhuanlan.zhihu.com': ['知乎', '知乎专栏'],
  'zhihu.com': ['知乎', '知乎日报', 'Zhihu'],
  'juejin.cn': ['掘金', '稀土掘金', 'juejin', '掘金专栏'],
  'juejin.im': ['掘金', '稀土掘金', 'juejin'],
  'infoq.cn': ['InfoQ', 'InfoQ 写作社区', 'InfoQ写作平台', 'InfoQ 中文站', 'InfoQ中国'],
  'infoq.com': ['InfoQ', 'InfoQ 中文站'],
  'csdn.net': ['CSDN', 'CSDN博客', 'CSDN社区', 'CSDN 开发云', 'CSDN文库', 'CSDN.NET', '博客频道', 'csdn'],
  'segmentfault.com': ['SegmentFault 思否', 'SegmentFault', '思否'],
  'jianshu.com': ['简书'],
  'cnblogs.com': ['博客园'],
  'mp.weixin.qq.com': ['微信公众平台', '微信公众号'],
  'oschina.net': ['开源中国', 'OSCHINA', 'OSCHINA - 中文开源技术交流社区', '开源中国社区', '个人空间'],
  'gitee.com': ['Gitee', 'Gitee.com', '码云'],
  'v2ex.com': ['V2EX'],
  '36kr.com': ['36氪', '36Kr'],
  'sspai.com': ['少数派'],
  'ruanyifeng.com': ['阮一峰的网络日志'],
  'bilibili.com': ['哔哩哔哩', 'bilibili', '哔哩哔哩_bilibili', '哔哩哔哩bilibili'],
  'weibo.com': ['微博'],
  'douban.com': ['豆瓣'],
  'cloud.tencent.com': ['腾讯云', '腾讯云开发者社区', '云+社区', '腾讯云开发者社区-腾讯云'],
  'aliyun.com': ['阿里云', '阿里云开发者社区', '云栖社区', '阿里云开发者社区-阿里云'],
  'huaweicloud.com': ['华为云', '华为云社区', '云社区-华为云'],
  '51cto.com': ['51CTO', '51CTO博客', '51CTO.COM'],
  'imooc.com': ['慕课网', '慕课手记'],
  'ifanr.com': ['爱范儿'],
  'huxiu.com': ['虎嗅', '虎嗅网'],
  'geekbang.org': ['极客时间'],
  'iteye.com': ['ITeye博客', 'ITeye'],
  'baidu.com': ['百度', '百度百科', '百度知道', '百家号'],
  'sohu.com': ['搜狐', '搜狐网'],
  '163.com': ['网易', '网易新闻', '网易订阅'],
  'sina.com.cn': ['新浪', '新浪网', '新浪科技', '新浪财经'],
  'thepaper.cn': ['澎湃新闻', '澎湃新闻-The Paper'],
  'ithome.com': ['IT之家'],
  'runoob.com': ['菜鸟教程'],
  'liaoxuefeng.com': ['廖雪峰的官方网站'],
  'coolshell.cn': ['酷壳', 'CoolShell', '酷 壳 - CoolShell'],
  'github.com': ['GitHub'],
  'github.blog': ['The GitHub Blog', 'GitHub Blog'],
  'medium.com': ['Medium'],
  'stackoverflow.com': ['Stack Overflow'],
  'stackexchange.com': ['Stack Exchange'],
  'dev.to': ['DEV Community', 'DEV', 'DEV Community 👩‍💻👨‍💻'],
  'wikipedia.org': [
    'Wikipedia',
    '维基百科',
    '维基百科，自由的百科全书',
    '維基百科，自由的百科全書',
    'Wikipedia, the free encyclopedia',
  ],
  'developer.mozilla.org': ['MDN', 'MDN Web Docs', 'Web APIs | MDN'],
  'web.dev': ['web.dev'],
  'css-tricks.com': ['CSS-Tricks'],
  'smashingmagazine.com': ['Smashing Magazine'],
  'youtube.com': ['YouTube'],
  'nytimes.com': ['The New York Times', 'NYTimes.com'],
  'bbc.com': ['BBC News', 'BBC'],
  'bbc.co.uk': ['BBC News', 'BBC'],
  'theguardian.com': ['The Guardian', 'the Guardian'],
  'hackernoon.com': ['HackerNoon', 'Hacker Noon'],
  'freecodecamp.org': ['freeCodeCamp', 'freeCodeCamp.org'],
  'news.ycombinator.com': ['Hacker News'],
  'arxiv.org': ['arXiv', 'arXiv.org'],
  'martinfowler.com': ['Martin Fowler', 'martinfowler.com'],
  'digitalocean.com': ['DigitalOcean'],
  'reddit.com': ['Reddit'],
  'substack.com': ['Substack'],
  'wordpress.com': ['WordPress.com'],
};

/** The site's own name by its host, its best one first; empty when the host is not known. */
export function namesOfHost(host: string): readonly string[] {
  const parts = host.replace(/^www\./, '').split('.');
  for (let from = 0; from < parts.length - 1; from++) {
    const found = names[parts.slice(from).join('.')];
    if (found !== undefined) return found;
  }
  return [];
}

/** With or without blanks around them. */
const tight = '|｜丨_·•»«›‹–—－-';
/** Only with a blank on both sides: they are written inside of titles too. */
const loose = ':/~：';

/**
 * `title` without a site's name behind (or before) a separator: `深入浅出 - 知乎` → `深入浅出`. Only what equals one of
 * `siteNames`, blanks, case and width aside, is taken off; a title that merely contains a separator stays.
 */
export function withoutSiteName(title: string, siteNames: readonly string[]): string {
  const known = new Set(siteNames.map(plain).filter((name) => name !== ''));
  let rest = title;
  for (let round = 0; round < 3; round++) {
    const cut = cutBehind(rest, known) ?? cutBefore(rest, known);
    if (cut === null) break;
    rest = cut;
  }
  return rest;
}

function cutBehind(title: string, known: ReadonlySet<string>): string | null {
  // No site has a longer name.
  for (const { from, to } of separators(title, Math.max(0, title.length - looked), title.length)) {
    if (from > 0 && isName(title, from, to, title.slice(to), known))
      return title.slice(0, from).trim() || null;
  }
  return null;
}

function cutBefore(title: string, known: ReadonlySet<string>): string | null {
  for (const { from, to } of separators(title, 0, looked)) {
    if (isName(title, from, to, title.slice(0, from), known)) return title.slice(to).trim() || null;
  }
  return null;
}

function isName(title: string, from: number, to: number, name: string, known: ReadonlySet<string>): boolean {
  if (!known.has(plain(name))) return false;
  // `state_of_react`, `Client-Server`: one word.
  const isOneWord = /^\w$/.test(title.charAt(from - 1)) && /^[\w]$/.test(title.charAt(to));
  return !isOneWord || !/^[-_]$/.test(title.slice(from, to)) || !/^[\x00-\x7f]*$/.test(name);
}

/** UTF-16 units at an end of a title. */
const looked = 150;

/** Where separators stand, blanks around them included. */
function separators(title: string, start: number, end: number): { from: number; to: number }[] {
  const pattern = new RegExp(`\\s*[${tight}]+\\s*|\\s+[${loose}]+\\s+`, 'gu');
  return [...title.slice(start, end).matchAll(pattern)].map((match) => ({
    from: start + match.index,
    to: start + match.index + match[0].length,
  }));
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, '');
}
