/** What is known about parameters and single sites, for `normaliseUrl`. Each rule has a pair of URLs in test/text/urls.test.ts. */

export interface Parameter {
  name: string;
  /** `null`: the parameter has no `=`. */
  value: string | null;
}

/** Pages that only lead on to the page in one of their parameters, by host and path; the first one that is there counts. */
const leadingOn: [string, ...string[]][] = [
  ['link.zhihu.com', 'target'],
  ['link.juejin.im', 'target'],
  ['link.juejin.cn', 'target'],
  ['link.csdn.net', 'target'],
  ['link.segmentfault.com', 'url'],
  ['link.jianshu.com', 't'],
  ['links.jianshu.com/go', 'to'],
  ['gitee.com/link', 'target'],
  ['oschina.net/action/GoToLink', 'url'],
  ['jianshu.com/go-wild', 'url'],
  ['mp.weixin.qq.com/mp/redirect', 'url'],
  ['c.pc.qq.com/middlem.html', 'pfurl'],
  ['weibo.cn/sinaurl', 'u', 'toasturl'],
  ['sspai.com/link', 'target'],
  ['xie.infoq.cn/link', 'target'],
  ['douban.com/link2', 'url'],
  ['blog.51cto.com/transfer', 'url'],
  ['google.com/url', 'url', 'q'],
  ['youtube.com/redirect', 'q'],
  ['l.facebook.com/l.php', 'u'],
];

export const redirectPages: ReadonlyMap<string, readonly string[]> = new Map(
  leadingOn.map(([page, ...parameters]) => [page, parameters]),
);

const movedHosts = new Map([
  ['juejin.im', 'juejin.cn'],
  ['x.com', 'twitter.com'],
  ['docs.microsoft.com', 'learn.microsoft.com'],
  ['old.reddit.com', 'reddit.com'],
  ['np.reddit.com', 'reddit.com'],
]);

/** `host` without `www.` and without what sends phones elsewhere, at the address that its site has today. */
export function plainHost(host: string): string {
  let plain = host.replace(/\.$/, '').replace(/\.m\.wikipedia\.org$/, '.wikipedia.org');
  for (let next = plain; ; plain = next) {
    next = plain.replace(/^(?:www|m|wap|mobile)\.(?=[^.]+\.[^.])/, '');
    if (next === plain) return movedHosts.get(plain) ?? plain;
  }
}

/** Whether a parameter says how the reader came to the page, not what is on it. */
export function isTracking({ name, value }: Parameter): boolean {
  if (trackingName.test(name)) return true;
  // `from=timeline` says who shared it; `from=2020-01-01` may choose what is shown.
  return name === 'from' && /^[a-z_-]*$/i.test(value ?? '');
}

const trackingName = new RegExp(
  [
    '^(?:utm|spm|share|pk|mtm|_hs|sharer)(?:_.*|$)',
    '^(?:hmsr|hmpl|hmcu|hmkw|hmci|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|_ga|_gl|trk|trackingid|ncid|cmpid|tdsourcetag)$',
    '^(?:fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh)$',
    '^(?:scm|scene|chksm|isappinstalled|nsukey|mpshare|srcid|wxfrom|wxshare_count|weibo_id|sharetoken|sharesource)$',
    '^(?:vd_source|from_source|ref|ref_src|ref_url|bsh_bid|f_link_type)$',
    '^(?:mibextid|hss_channel|_branch_match_id|epik|s_kwcid|rdt_cid|vero_id|oly_anon_id|oly_enc_id|wickedid|srsltid)$',
  ].join('|'),
  'i',
);

/**
 * Host, path and query that identify the article on a site whose rules are known, as `host/path?query`;
 * `null` elsewhere. `host` and `path` are plain already; a parameter that is not asked for is dropped.
 */
export function knownArticle(host: string, path: string, parameters: Parameter[]): string | null {
  const value = (name: string): string | null => parameters.find((one) => one.name === name)?.value ?? null;
  for (const rule of articleRules) {
    const match = rule.host.exec(host) && rule.path.exec(path);
    const identity = match && rule.identity({ host, path, match, value });
    if (identity !== null) return identity;
  }
  return null;
}

interface Address {
  host: string;
  path: string;
  /** What the rule's `path` found. */
  match: RegExpExecArray;
  value: (name: string) => string | null;
}

interface ArticleRule {
  host: RegExp;
  path: RegExp;
  /** `null`: the rule does not apply after all. */
  identity: (address: Address) => string | null;
}

const pathOnly = ({ host, path }: Address): string => host + path;

const articleRules: ArticleRule[] = [
  {
    host: /^mp\.weixin\.qq\.com$/,
    path: /^\/s$/,
    identity: ({ host, value }) => {
      const four = ['__biz', 'mid', 'idx', 'sn'].map((name) => [name, value(name)]);
      if (four.some(([, given]) => given === null)) return null;
      return `${host}/s?${four.map((pair) => pair.join('=')).join('&')}`;
    },
  },
  { host: /^mp\.weixin\.qq\.com$/, path: /^\/s\/./, identity: pathOnly },
  // The pages that search engines are shown.
  {
    host: /^zhihu\.com$/,
    path: /^\/tardis\/\w+\/art\/(\d+)$/,
    identity: ({ match }) => `zhuanlan.zhihu.com/p/${match[1] ?? ''}`,
  },
  {
    host: /^zhihu\.com$/,
    path: /^\/(?:question\/\d+\/answer|answer|tardis\/\w+\/ans)\/(\d+)$/,
    identity: ({ match }) => `zhihu.com/answer/${match[1] ?? ''}`,
  },
  { host: /^(?:.+\.)?zhihu\.com$/, path: /^\/(?:p|question|answer|pin|tardis)\/./, identity: pathOnly },
  { host: /^juejin\.cn$/, path: /^\/(?:post|entry|book|pin)\/./, identity: pathOnly },
  { host: /^jianshu\.com$/, path: /^\/p\/./, identity: pathOnly },
  { host: /^segmentfault\.com$/, path: /^\/[aq]\/./, identity: pathOnly },
  { host: /^(?:.+\.)?infoq\.cn$/, path: /^\/(?:article|news|video)\/./, identity: pathOnly },
  {
    host: /^(?:cnblogs|36kr|sspai)\.com$/,
    path: /^\/.+\/./,
    identity: ({ host, path }) => host + path.replace(/(?<=\/p\/\w+)\.html?$/, ''),
  },
  { host: /^(?:sohu|163|thepaper|ifanr|ithome)\.(?:com|cn)$/, path: /^\/.+/, identity: pathOnly },
  {
    host: /^toutiao\.com$/,
    path: /^\/(?:a|i|article\/|group\/)(\d{8,})$/,
    identity: ({ host, match }) => `${host}/article/${match[1] ?? ''}`,
  },
  {
    host: /^baijiahao\.baidu\.com$/,
    path: /^\/s$/,
    identity: ({ host, value }) => {
      const id = value('id');
      return id === null ? null : `${host}/s?id=${id}`;
    },
  },
  {
    host: /^(?:yq|developer)\.aliyun\.com$/,
    path: /^\/articles?\/(\d+)$/,
    identity: ({ match }) => `developer.aliyun.com/article/${match[1] ?? ''}`,
  },
  { host: /^cloud\.tencent\.com$/, path: /^\/developer\/(?:article|news)\/./, identity: pathOnly },
  { host: /^blog\.csdn\.net$/, path: /\/article\/details\/./, identity: pathOnly },
  {
    host: /^[\w-]+\.blog\.csdn\.net$/,
    path: /^\/article\/details\/./,
    identity: ({ host, path }) => `blog.csdn.net/${host.slice(0, host.indexOf('.'))}${path}`,
  },
  {
    host: /^bilibili\.com$/,
    path: /^\/video\/./,
    identity: ({ host, path, value }) => {
      const part = value('p');
      return `${host}${path}${part === null || part === '1' ? '' : `?p=${part}`}`;
    },
  },
  {
    host: /^youtube\.com$/,
    path: /^\/watch$/,
    identity: ({ host, path, value }) => {
      const video = value('v');
      return video === null ? null : `${host}${path}?v=${video}`;
    },
  },
  {
    host: /^youtube\.com$/,
    path: /^\/(?:shorts|embed|live|v)\/([\w-]+)$/,
    identity: ({ match }) => `youtube.com/watch?v=${match[1] ?? ''}`,
  },
  {
    host: /^youtu\.be$/,
    path: /^\/([\w-]+)$/,
    identity: ({ match }) => `youtube.com/watch?v=${match[1] ?? ''}`,
  },
  { host: /^twitter\.com$/, path: /^\/\w+\/status\/\d+$/, identity: pathOnly },
  // Medium finds an article by the number at the end of its address, whatever stands before it.
  {
    host: /^(?:.+\.)?medium\.com$/,
    path: /(?:^\/p\/|-)([0-9a-f]{8,12})$/,
    identity: ({ match }) => `medium.com/p/${match[1] ?? ''}`,
  },
  { host: /^(?:.+\.)?medium\.com$/, path: /^\/./, identity: pathOnly },
  {
    host: /^stackoverflow\.com$/,
    path: /^\/(?:questions|q)\/(\d+)(?:\/|$)/,
    identity: ({ host, match }) => `${host}/questions/${match[1] ?? ''}`,
  },
  // One article in several scripts and regional spellings.
  {
    host: /^zh\.wikipedia\.org$/,
    path: /^\/(?:wiki|zh(?:-[a-z]+)?)\/(.+)$/,
    identity: ({ host, match }) => `${host}/wiki/${match[1] ?? ''}`,
  },
  // A paper, whichever version of it, as a page or as a file.
  {
    host: /^(?:export\.)?arxiv\.org$/,
    path: /^\/(?:abs|pdf|html)\/((?:[\w.-]+\/)?\d[\d.]*\d)(?:v\d+)?(?:\.pdf)?$/,
    identity: ({ match }) => `arxiv.org/abs/${match[1] ?? ''}`,
  },
  // Owner and name don't care about case on GitHub; what follows them does.
  {
    host: /^github\.com$/,
    path: /^\/[^/]+\/[^/]+$/,
    identity: ({ host, path }) => host + path.toLowerCase().replace(/(?:\.git)+$/, ''),
  },
  {
    host: /^github\.com$/,
    path: /^(\/[^/]+\/[^/]+)(\/(?:blob|tree|issues|pull|discussions|wiki|releases)\/.+)$/,
    identity: ({ host, match }) => host + (match[1] ?? '').toLowerCase() + (match[2] ?? ''),
  },
];
