/**
 * Pages that are not there although the server says 200: what they say, where they were redirected to. Nothing here
 * touches the network; pages are read as text, not parsed.
 */
import { normaliseUrl } from '../text/urls.ts';

/** `unsure`: worth asking for an address beside it that can't exist. */
export type PageVerdict = 'missing' | 'unsure' | 'login' | 'there';

/** Visible characters up to which a page that says it is missing has nothing else to say. */
const bareText = 400;
/** The same with a site's navigation around it, where the title says so too. */
const framedText = 1500;
/** Where a page says that it is missing, if it does. */
const topText = 300;
/** The same of what is taken for its article, which may be short and speak of other pages. */
const onlyText = 150;
/** A form to sign in, and at most so many characters around it. */
const loginText = 250;

const thing =
  '(?:您?你?所?要?(?:访问|請求|请求|查看|查找|找|寻找|尋找|瀏覽|浏览)的?)?(?:该|该篇|此|本|这个|這個|此篇|該|原)?(?:页面|網頁|网页|頁面|文章|内容|內容|帖子|主题|主題|博文|博客|日志|资源|資源|链接|鏈接|连结|連結|话题|話題|问题|問題|回答|专栏|視頻|视频|页|頁|用户|文件|地址|网址)';
const gone =
  '(?:可能)?(?:已经|已經|已)?(?:或(?:者)?)?(?:并不存在|不存在|不見了|不见了|被?(?:作者|发布者|發布者|管理员|管理員|用户)?(?:自行)?删除|被?(?:作者|管理員|發布者)?刪除|(?:已)?(?:失效|过期|過期|下线|下線|丢失|丟失|关闭|關閉)|找不到|未找到|没找到|没有找到|沒有找到|无法找到|無法找到|走丢了|走失了|飞走了|丢了|丟了|消失了|迷路了|被屏蔽|无法访问|暂时无法访问|违规)';

const thisThing =
  "(?:the |this |that |your )?(?:page|post|article|content|document|file|story|resource|url|link)(?:,? (?:that )?(?:you (?:are|were)|you're|you) (?:looking for|requested|tried to (?:open|reach|access)|want)| requested)?";

/** What only a missing page says. */
const phrases = [
  `${thing}(?:${gone}|好像|似乎)`,
  `(?:找不到|未找到|没有找到|沒有找到|无法找到|無法找到)(?:了)?(?:你|您)?(?:要|想|所)?(?:的|访问的|查看的|请求的|找的)?${thing}`,
  '(?:出错|出錯|错误|錯誤)(?:了|啦)?[:：，, ]*404',
  '此内容(?:因违规|发送失败|已被)',
  '该(?:内容|公众号|账号|帐号)已(?:被(?:发布者删除|屏蔽)|迁移|注销)',
  '你似乎来到了没有知识存在的荒原',
  '(?:抱歉|对不起)[，, ！!]*(?:页面|您|你).{0,12}(?:不存在|找不到|删除|走丢)',
  'ページが見つかりません',
  'お探しのページ(?:は|が)',
  '페이지를 찾을 수 없',
  `${thisThing}(?: (?:was|is|are|were|has|can|could|does|did|may|might|do))?(?: not|n't|not| no longer) (?:be |been )?(?:found|exist|exists|available|here)`,
  `${thisThing} (?:is gone|(?:has been|have been|was|may have been|might have been|is) (?:removed|deleted|taken down))`,
  `(?:we )?(?:can't|cannot|could not|couldn't|can not|were unable to) (?:find|locate|seem to find) ${thisThing}`,
];
/** What an article may also be called. */
const bare = [
  '404',
  'error 404',
  '404 error',
  '404 not found',
  'not found',
  'http 404',
  '404 页',
  '出错了',
  '出错啦',
  '错误页面',
];

const said = new RegExp(phrases.join('|'), 'iu');
const saidWhole = new RegExp(
  `^(?:[^\\p{L}\\p{N}]*(?:404|error|oops|sorry|抱歉|对不起|提示)[^\\p{L}\\p{N}]*)*(?:${phrases.join('|')})`,
  'iu',
);

/** Whether a page with this title is one that says it is missing. Its site's name may stand behind or before. */
export function titleSaysMissing(title: string): boolean {
  const parts = title.split(/\s*[|_·»–—]\s*|\s+-\s*|\s*-\s+/u).map((part) => part.trim());
  return [title.trim(), ...parts].some((part) => {
    const plain = part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/\s*[-:：,，]\s*|\s+/gu, ' ');
    return plain.length <= 60 && (bare.includes(plain.toLowerCase()) || saidWhole.test(plain));
  });
}

export function judgePage(html: string): PageVerdict {
  return judgeText(readPage(html));
}

/** What can be seen of a page; white space is one space. */
export interface PageText {
  title: string;
  text: string;
  hasPassword: boolean;
}

export function judgeText({ title, text, hasPassword }: PageText): PageVerdict {
  const inTitle = titleSaysMissing(title);
  const inText = said.test(text.slice(0, framedText));
  if (inTitle && text.length <= framedText) return 'missing';
  if (inText && text.length <= bareText) return 'missing';
  if (hasPassword && text.length <= loginText) return 'login';
  if (inTitle || /\b404\b/.test(title) || said.test(text.slice(0, topText))) return 'unsure';
  return 'there';
}

/** Whether the part of a page that was taken for its article is nothing but the word that there is none. */
export function saysOnlyMissing(title: string, text: string): boolean {
  return text.length <= onlyText && (saidWhole.test(text) || titleSaysMissing(title));
}

/** Whether two answers of a site say the same: then one of them is no article. */
export function isSamePage(one: string, other: string): boolean {
  const [a, b] = [readPage(one), readPage(other)];
  const [short, long] = [a.text.length, b.text.length].sort((x, y) => x - y);
  return a.title === b.title && (long ?? 0) - (short ?? 0) <= Math.max(40, (long ?? 0) * 0.1);
}

/** Whether a page asks to sign in and has little else. */
export function isLoginForm(html: string): boolean {
  const { text, hasPassword } = readPage(html);
  return hasPassword && text.length <= framedText;
}

const raw = ['script', 'style', 'noscript', 'template', 'svg', 'head', 'textarea', 'select'];

/** In one pass, so that no page makes it slow. */
function readPage(html: string): PageText {
  const lower = html.toLowerCase();
  // Some characters have more letters in lower case: then offsets are others, and the lower one is read.
  const source = lower.length === html.length ? html : lower;
  const titleAt = lower.indexOf('>', lower.indexOf('<title')) + 1;
  const titleEnd = titleAt > 0 && lower.includes('<title') ? lower.indexOf('</title', titleAt) : -1;
  const title = titleEnd > 0 ? plain(source.slice(titleAt, Math.min(titleEnd, titleAt + 1000))) : '';
  let text = '';
  for (let at = 0; at < source.length;) {
    const open = lower.indexOf('<', at);
    text += `${source.slice(at, open < 0 ? undefined : open)} `;
    if (open < 0) break;
    const name = /^<([a-z]+)/.exec(lower.slice(open, open + 12))?.[1] ?? '';
    const end = lower.startsWith('<!--', open)
      ? lower.indexOf('-->', open)
      : raw.includes(name)
        ? lower.indexOf(`</${name}`, open)
        : open;
    const close = end < 0 ? -1 : lower.indexOf('>', end);
    // A head is often not closed; the body begins all the same.
    if (close < 0 && name === 'head') at = open + 5;
    else if (close < 0) break;
    else at = close + 1;
  }
  return { title, text: plain(text), hasPassword: /<input[^>]{0,300}type\s*=\s*["']?password/.test(lower) };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plain(text: string): string {
  return text
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replaceAll('’', "'")
    .replace(/\s+/gu, ' ')
    .trim();
}

const shorteners =
  /^(?:t\.cn|url\.cn|dwz\.cn|suo\.im|bit\.ly|t\.co|goo\.gl|tinyurl\.com|is\.gd|ow\.ly|git\.io|aka\.ms|youtu\.be)$/;
// Also in one of its languages.
const homePath =
  /^\/?(?:(?:en|zh|cn|tw|hk|ja|jp|ko|kr|de|fr|es|ru|pt|it)(?:[-_][a-z]{2,4})?\/?)?(?:(?:index|home|default)(?:\.\w{2,5})?\/?)?$/i;

/** Whether a redirect took an article's address to a site's home page. */
export function isHomeInstead(from: string, to: string): boolean {
  if (!URL.canParse(from) || !URL.canParse(to)) return false;
  const [asked, got] = [new URL(from), new URL(to)];
  if (shorteners.test(asked.hostname) || /^#[!/]./.test(got.hash)) return false;
  const isDeep = !homePath.test(asked.pathname) || /[?&](?:p|id|aid|tid|page_id|s)=/i.test(asked.search);
  return isDeep && homePath.test(got.pathname) && !(normaliseUrl(to) ?? '').includes('?');
}

const loginHost = /^(?:login|signin|passport|sso|auth|oauth|account|accounts|id|cas)\./;
const loginPath =
  /(?:^|\/)(?:log[-_]?in|sign[-_]?in|log[-_]?on|passport|sso|oauth2?|authorize|account\/unhuman|users\/sign_in|wp-login)(?:[/.]|$)/i;

/** Whether a redirect took an address to where one signs in. */
export function isLoginInstead(from: string, to: string): boolean {
  if (from === to || !URL.canParse(from) || !URL.canParse(to)) return false;
  const [asked, got] = [new URL(from), new URL(to)];
  const asksLogin = ({ hostname, pathname }: URL): boolean =>
    loginHost.test(hostname) || loginPath.test(pathname);
  return !asksLogin(asked) && asksLogin(got);
}
