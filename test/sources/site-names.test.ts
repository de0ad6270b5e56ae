import { describe, expect, it } from 'vitest';
import { namesOfHost, withoutSiteName } from '../../notes/sources/site-names.ts';

describe("a title loses its site's name", () => {
  it.each<[host: string, title: string, clean: string]>([
    ['zhuanlan.zhihu.com', '深入浅出 V8 - 知乎', '深入浅出 V8'],
    ['zhuanlan.zhihu.com', '为什么 - 有这么多问题 - 知乎', '为什么 - 有这么多问题'],
    ['www.zhihu.com', '如何评价 Rust？ - 知乎', '如何评价 Rust？'],
    ['juejin.cn', 'Serverless 落地挑战 - 掘金', 'Serverless 落地挑战'],
    ['juejin.im', 'Vue 3 源码 - 掘金', 'Vue 3 源码'],
    ['www.infoq.cn', '架构的演进 | InfoQ', '架构的演进'],
    ['www.infoq.cn', '架构的演进_InfoQ写作社区', '架构的演进'],
    ['www.infoq.cn', '云原生_文化 & 方法_张三_InfoQ精选文章', '云原生_文化 & 方法_张三_InfoQ精选文章'],
    ['blog.csdn.net', 'Java 线程池详解_CSDN博客', 'Java 线程池详解'],
    ['blog.csdn.net', 'Java 线程池详解-CSDN博客', 'Java 线程池详解'],
    ['segmentfault.com', '前端工程化 - SegmentFault 思否', '前端工程化'],
    ['segmentfault.com', '前端工程化 - 个人文章 - SegmentFault 思否', '前端工程化 - 个人文章'],
    ['www.jianshu.com', '读书笔记 - 简书', '读书笔记'],
    ['www.cnblogs.com', 'C# 异步 - 博客园', 'C# 异步'],
    ['my.oschina.net', 'Redis 6 - 开源中国', 'Redis 6'],
    ['www.v2ex.com', '大家用什么编辑器 - V2EX', '大家用什么编辑器'],
    ['36kr.com', '新能源的下半场-36氪', '新能源的下半场'],
    ['sspai.com', '我的笔记流 - 少数派', '我的笔记流'],
    ['www.ruanyifeng.com', '科技爱好者周刊（第 1 期） - 阮一峰的网络日志', '科技爱好者周刊（第 1 期）'],
    ['www.bilibili.com', '编译原理_哔哩哔哩_bilibili', '编译原理'],
    ['cloud.tencent.com', '分布式事务 - 腾讯云开发者社区-腾讯云', '分布式事务'],
    ['developer.aliyun.com', '阿里的中台-阿里云开发者社区', '阿里的中台'],
    ['baike.baidu.com', '垃圾回收_百度百科', '垃圾回收'],
    ['www.runoob.com', 'Python3 教程 | 菜鸟教程', 'Python3 教程'],
    ['www.ithome.com', '新处理器发布 - IT之家', '新处理器发布'],
    ['zh.wikipedia.org', '垃圾回收 (计算机科学) - 维基百科，自由的百科全书', '垃圾回收 (计算机科学)'],
    ['en.wikipedia.org', 'Garbage collection - Wikipedia', 'Garbage collection'],
    ['github.com', 'GitHub - facebook/react: The library for web', 'facebook/react: The library for web'],
    ['github.com', 'Crash on start · Issue #12 · a/b · GitHub', 'Crash on start · Issue #12 · a/b'],
    ['medium.com', 'How We Scaled — Medium', 'How We Scaled'],
    ['medium.com', 'How We Scaled | Medium', 'How We Scaled'],
    ['stackoverflow.com', 'What is a monad? - Stack Overflow', 'What is a monad?'],
    ['dev.to', 'A Guide to Hooks - DEV Community', 'A Guide to Hooks'],
    [
      'developer.mozilla.org',
      'Array.prototype.map() - JavaScript | MDN',
      'Array.prototype.map() - JavaScript',
    ],
    ['www.nytimes.com', 'A Story – The New York Times', 'A Story'],
    ['www.bbc.co.uk', 'A Story - BBC News', 'A Story'],
    ['css-tricks.com', 'A Complete Guide to Flexbox | CSS-Tricks', 'A Complete Guide to Flexbox'],
    ['www.youtube.com', 'A talk - YouTube', 'A talk'],
    ['zhuanlan.zhihu.com', '全角的分隔｜知乎', '全角的分隔'],
    ['zhuanlan.zhihu.com', '标题丨知乎专栏', '标题'],
  ])('%s: %s', (host, title, clean) => {
    expect(withoutSiteName(title, namesOfHost(host))).toBe(clean);
  });

  it.each<[names: string[], title: string]>([
    [['知乎'], '知乎为什么变了'],
    [['知乎'], '从掘金到知乎'],
    [['InfoQ'], 'Rust - A Language'],
    [['InfoQ'], 'Client-Server Protocols'],
    [['Go'], 'Ready, Set, Go'],
    [['React'], 'state_of_react'],
    [['example'], 'A 2019-2020 review'],
    [['Medium'], 'Small, Medium: Large'],
    [['GitHub'], 'GitHub'],
    [['掘金'], '- 掘金'],
    [[''], 'a - b'],
    [['...'], 'Wait - ...'],
  ])('but a title that merely holds a separator or a name stays: %j %s', (names, title) => {
    expect(withoutSiteName(title, names)).toBe(title);
  });

  it('of a megabyte of separators it ends at once', () => {
    const title = `${'a - '.repeat(250_000)}知乎`;
    expect(withoutSiteName(title, ['知乎']).length).toBeGreaterThan(0);
  });
});
