/** Articles of the test web: realistic ones, with what a card and a copy are made of. */

export interface WebArticle {
  language: string;
  title: string;
  site: string;
  /** As `<title>` has it, with what sites put behind a title. */
  titleWithSite: string;
  description: string;
  author: string;
  published: string;
  /** Paths on the test web. */
  picture: string;
  /** HTML blocks of the text. */
  body: string[];
  /** In the second edition of `/drifts/:n`; `null`: gone. By index in `body`. */
  drift?: Record<number, string | null>;
}

const serverless: WebArticle = {
  language: 'zh-CN',
  title: 'Serverless 落地挑战与蚂蚁金服实践',
  site: '掘金',
  titleWithSite: 'Serverless 落地挑战与蚂蚁金服实践 - 掘金',
  description: 'Serverless 是 2019 年被讨论得最多的话题之一，本文分享它在蚂蚁金服落地时遇到的挑战。',
  author: '林意群',
  published: '2019-08-09T10:24:16+08:00',
  picture: '/picture.png',
  body: [
    '<p>CNCF每年都会进行调查，了解云原生技术的采用情况。2018 年的报告显示，<strong>Serverless 技术的使用率增长了 22%</strong>，另有 26% 的受访者计划在一年之内使用。</p>',
    '<h2>平台的要求</h2>',
    '<p>生产环境应用的要求，主要有三点：<strong>0-1 的冷启动速度</strong>、<strong>M-N 的扩容速度</strong>，以及平台迁移时对业务代码的影响。对于 Java 应用来说，启动一个进程往往需要几十秒，这在按请求计费的模型里是无法接受的。</p>',
    '<p>我们最后选择了“进程快照”的方案：把已经启动好的进程保存下来，收到第一个请求时再从快照里恢复。实测下来，一个 Java 应用的冷启动时间从 20 秒降低到了 1 秒以内。</p>',
    '<figure><img src="/picture.jpg" alt="冷启动时间的对比" width="64" height="40"><figcaption>图一：冷启动时间的对比</figcaption></figure>',
    '<blockquote><p>没有银弹：快照恢复之后，连接池里的连接都已经断开了，需要重新建立。</p></blockquote>',
    '<h2>代码示例</h2>',
    '<pre><code class="language-js">exports.handler = async (event) =&gt; {\n  const name = event.queryStringParameters.name;\n  return { statusCode: 200, body: `你好，${name}` };\n};</code></pre>',
    '<p>函数的粒度应该有多大？我们的经验是：先按照业务边界拆分，而不是按照接口拆分；拆得太细之后，调用链会变得难以追踪，排查问题的成本会超过节省下来的资源。</p>',
    '<table><thead><tr><th>方案</th><th>冷启动</th></tr></thead><tbody><tr><td>普通容器</td><td>20 秒</td></tr><tr><td>进程快照</td><td>0.8 秒</td></tr></tbody></table>',
    '<p>展望未来，Serverless 会像当年的容器一样，先在边缘业务里落地，然后逐渐进入核心系统。平台迁移问题不应该由业务方来承担。</p>',
  ],
  drift: {
    2: '<p>生产环境应用的要求，主要有四点：<strong>0-1 的冷启动速度</strong>、<strong>M-N 的扩容速度</strong>、可观测性，以及平台迁移时对业务代码的影响。</p>',
    5: null,
    8: null,
  },
};

const v8: WebArticle = {
  language: 'zh-CN',
  title: '深入 V8：隐藏类与内联缓存',
  site: '知乎',
  titleWithSite: '深入 V8：隐藏类与内联缓存 - 知乎',
  description: '从一段简单的代码开始，看看 V8 怎样让对象的属性访问变快。',
  author: '张三丰',
  published: '2020-01-13',
  picture: '/picture.jpg',
  body: [
    '<p>在 JavaScript 里，对象的属性可以随时增加和删除。如果每一次访问都要查一张散列表，速度就会很慢。<em>V8 的办法是隐藏类</em>：形状相同的对象共用一张“地图”，属性的位置写在地图里。</p>',
    '<h2>什么时候会失效</h2>',
    '<ul><li>构造之后再增加属性；</li><li>用 <code>delete</code> 删除属性；</li><li>属性初始化的顺序不一样。</li></ul>',
    '<p>所以最佳实践是：<strong>在构造函数里把所有属性都初始化</strong>，而且总是按照同样的顺序。这样一来，所有的实例都会共用一个隐藏类，内联缓存也就总是命中。</p>',
    '<p>内联缓存记录的是：上一次在这个位置看到的隐藏类，以及属性的偏移量。如果这一次的隐藏类相同，就可以直接按照偏移量读取，省掉查找的过程。看到的隐藏类多于四种时，这个位置就变成了“超态”，回到慢的那条路。</p>',
    '<figure><img data-src="/picture.png" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" alt="隐藏类的转换"><figcaption>隐藏类的转换</figcaption></figure>',
    '<p>想要自己试一试，可以用 <code>node --allow-natives-syntax</code>，然后调用 <code>%HaveSameMap(a, b)</code>。更多的内容见<a href="/article/1">上一篇文章</a>。</p>',
  ],
  drift: { 3: null },
};

const vue: WebArticle = {
  language: 'zh-TW',
  title: '從零開始理解 Vue 的響應式原理',
  site: 'InfoQ',
  titleWithSite: '從零開始理解 Vue 的響應式原理 | InfoQ',
  description: '用三十行程式碼寫一個最小的響應式系統。',
  author: '李四',
  published: '2021-06-01T00:00:00.000Z',
  picture: '/picture.png',
  body: [
    '<p>響應式的意思是：資料改變的時候，用到它的地方會自動更新。要做到這一點，必須知道兩件事：誰用了這個資料，以及它什麼時候改變。前者叫做「依賴收集」，後者叫做「觸發更新」。</p>',
    '<p>在 Vue 2 裡，這兩件事是用 <code>Object.defineProperty</code> 做的；在 Vue 3 裡，換成了 <code>Proxy</code>。換的理由很簡單：前者看不到新增加的屬性，也看不到陣列的長度。</p>',
    '<pre><code>const effects = new Set();\nfunction track(effect) {\n  effects.add(effect);\n}</code></pre>',
    '<p>三十行程式碼之後，我們得到了一個能用的小系統。它當然還缺少很多東西：批次更新、巢狀的計算屬性、清除不再需要的依賴，但是最重要的想法已經都在裡面了。</p>',
  ],
};

const english: WebArticle = {
  language: 'en',
  title: 'How a garbage collector decides what to keep',
  site: 'The Lantern Review',
  titleWithSite: 'How a garbage collector decides what to keep — The Lantern Review',
  description: 'Reachability, generations, and why the young die first.',
  author: 'Ada Merriweather',
  published: '2022-11-05',
  picture: '/picture.png',
  body: [
    '<p>A garbage collector answers one question: can the program still reach this object? Everything that it can reach from a few well known places, the <em>roots</em>, is kept. Everything else is returned to the heap, and nobody has to say so.</p>',
    '<h2>The young die first</h2>',
    '<p>Most objects live for a very short time. A collector that looks only at the newest ones therefore finds nearly all of the garbage for a fraction of the work. <strong>This is the generational hypothesis</strong>, and it holds surprisingly well for almost every program that anyone has measured.</p>',
    '<p>What survives two collections is moved to the old generation. Old objects are looked at rarely, because looking at them is expensive and, as the hypothesis says, seldom worth it.</p>',
    '<p>There is a price. When an old object points to a young one, the collector must know about it, or it would throw away something that is still used. So every write of a pointer is watched by a <a href="/article/2">write barrier</a>: a few instructions that note down which part of the old generation should be looked at again.</p>',
    '<figure><img src="/picture.jpg" alt="Two generations"><figcaption>Two generations and the roots</figcaption></figure>',
    '<p>None of this is visible to the programmer, except as a pause. The history of garbage collection over the last thirty years is the history of making that pause shorter.</p>',
  ],
  drift: {
    3: '<p>What survives three collections is moved to the old generation. Old objects are looked at rarely.</p>',
    6: null,
  },
};

/** `/article/1` is the first. */
export const articles: readonly WebArticle[] = [serverless, v8, vue, english];

/** The page of an article as its site would serve it. `edition` 2: as it is after the site changed it. */
export function articlePage(article: WebArticle, address: string, edition: 1 | 2 = 1): string {
  const origin = new URL(address).origin;
  const drift = edition === 2 ? (article.drift ?? {}) : {};
  const body = article.body.map((block, index) => (index in drift ? drift[index] : block));
  const linked = JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: article.title,
    datePublished: article.published,
    author: { '@type': 'Person', name: article.author },
    publisher: { '@type': 'Organization', name: article.site },
  });
  return `<!doctype html>
<html lang="${article.language}">
<head>
<meta charset="utf-8">
<title>${article.titleWithSite}</title>
<meta name="description" content="${article.description}">
<meta name="author" content="${article.author}">
<meta property="og:type" content="article">
<meta property="og:title" content="${article.title}">
<meta property="og:site_name" content="${article.site}">
<meta property="og:description" content="${article.description}">
<meta property="og:image" content="${origin}${article.picture}">
<meta property="article:published_time" content="${article.published}">
<link rel="canonical" href="${address}">
<script type="application/ld+json">${linked}</script>
<script>window.analytics = ['load'];</script>
<style>body { font: 16px sans-serif }</style>
</head>
<body>
<header><nav><a href="/">首页</a> <a href="/ok">关于</a></nav></header>
<main><article>
<h1>${article.title}</h1>
<p class="byline">${article.author} · <time datetime="${article.published}">${article.published.slice(0, 10)}</time></p>
${body.filter((block) => typeof block === 'string').join('\n')}
</article></main>
<aside class="sidebar"><h3>推荐阅读</h3><ul><li><a href="/article/2">另一篇文章</a></li></ul></aside>
<footer>© ${article.site}</footer>
</body>
</html>
`;
}
