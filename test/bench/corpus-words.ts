/** The words that the benchmark's notes are made of. */
import { type Random, zipf } from './random.ts';

export interface Vocabulary {
  /** Chinese, one to four characters, the most frequent first. */
  chinese: string[];
  english: string[];
  tags: string[];
  sites: string[];
}

const mostCommon =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严';

const everyday =
  '我们 他们 自己 什么 没有 可以 这个 一个 现在 知道 因为 所以 如果 但是 已经 时候 这样 这些 那些 问题 开始 需要 使用 进行 通过 其中 以及 不同 方式 方法 时间 工作 系统 数据 用户 文章 看到 觉得 非常 可能 应该 必须 例如 比如 同时 之间 之后 之前 一些 一样 一种 其他 其实 最后 首先 然后 接着 而且 或者 并且 不过 只是 还是 就是 不是 也是 都是 起来 出来 下来 过来 回来 结果 原因 目标 过程 情况 部分 内容 信息 技术 开发 设计 实现 支持 提供 处理 管理 应用 服务 平台 环境 项目 团队 公司 产品 业务 功能 需求 测试 发布 部署 运行 启动 停止 配置 文件 代码 语言 程序 软件 硬件 网络 存储 计算 性能 速度 效率 质量 安全 稳定 可靠 简单 复杂 容易 困难 重要 主要 基本 具体 明显 有效 直接 间接 完全 部署 迁移 升级 扩展 缩减 优化 改进 提高 降低 增加 减少 控制 检查 监控 报警 日志 错误 异常 失败 成功 正确 准确 快速 缓慢 延迟 等待 响应 请求 连接 断开 读取 写入 删除 修改 更新 查询 搜索 排序 过滤 分类 标签 标题 作者 读者 编辑 保存 恢复 备份 同步 异步 并发 线程 进程 内存 缓存 磁盘 文档 笔记 收集 整理 摘录 阅读 理解 思考 学习 研究 分析 总结 经验 教训 建议 意见 观点 理论 实践 案例 场景 模型 结构 架构 模块 组件 接口 协议 标准 规范 规则 流程 步骤 阶段 周期 版本 历史 未来 趋势 变化 发展 创新 竞争 市场 成本 价值 收益 风险 投资 预算 资源 能力 水平 程度 范围 规模 数量 比例 平均 最大 最小 全部 局部 整体 个体 社会 国家 世界 中国 北京 上海 城市 农村 经济 政治 文化 教育 科学 艺术 音乐 电影 小说 诗歌 生活 健康 运动 旅行 美食 天气 春天 夏天 秋天 冬天 早上 晚上 今天 昨天 明天 朋友 家人 孩子 父母 老师 学生 医生 工人 农民 记忆 遗忘 注意 专注 习惯 兴趣 热情 耐心 信心 勇气 幸福 痛苦 快乐 悲伤 希望 失望 相信 怀疑 喜欢 讨厌 选择 决定 计划 准备 完成 继续 放弃 坚持 努力 尝试 帮助 合作 沟通 讨论 争论 解释 说明 描述 表达 证明 验证 假设 推理 判断 逻辑 直觉 概念 定义 含义 意义 目的 关系 联系 区别 相同 相似 相反 对比 参考 引用 来源 链接 图片 视频 声音 颜色 形状 大小 长度 宽度 高度 深度 温度 压力 重量 力量 能量 光线 空间 位置 方向 距离 路径 入口 出口 中心 边缘 表面 内部 外部 上面 下面 左边 右边 前面 后面 周围 附近 远方';

const technical =
  '前端 后端 冷启动 容器 微服务 云原生 无服务器 函数计算 弹性伸缩 负载均衡 消息队列 分布式 一致性 高可用 容灾 灰度发布 持续集成 持续交付 自动化 虚拟机 编译器 解释器 垃圾回收 类型推断 状态管理 事件循环 响应式 服务端渲染 懒加载 预加载 热更新 单页应用 跨域 浏览器 渲染引擎 虚拟列表 全文检索 倒排索引 分词 机器学习 深度学习 神经网络 大模型 注意力机制 向量数据库 知识图谱 推荐系统 数据仓库 实时计算 流处理 批处理 数据湖 数据库 事务 隔离级别 主从复制 分库分表 读写分离 缓存穿透 缓存雪崩 限流 熔断 降级 链路追踪 可观测性 指标 埋点 操作系统 文件系统 虚拟内存 页面置换 死锁 信号量 互斥锁 网络协议 三次握手 拥塞控制 加密算法 数字签名 零信任 权限模型 单点登录 跨站脚本 依赖注入 设计模式 领域驱动 测试驱动 代码评审 技术债务 重构 敏捷开发 产品经理 用户体验 信息架构 交互设计 无障碍 国际化 输入法 排版 字体 繁体字 简体字';

const latin =
  'the of to and in is for that with on as are be this by from it an or at not can have you we which will more one has all new use when data code time user system than other only they their into after first also some how what its about no out so work most make like just over such need then each way may between many these well through where back well good service server function cloud container cluster index query search cache memory thread process event loop stream buffer queue message request response latency throughput performance benchmark profile compile runtime module package library framework component render browser network protocol socket client database table schema record transaction commit rollback replica shard partition leader follower consensus raft snapshot journal recovery backup restore encryption certificate token session permission policy sandbox virtual machine kernel driver interrupt scheduler garbage collector allocation pointer reference immutable functional object inheritance interface generic closure promise async await callback iterator generator decorator middleware router controller template style layout canvas animation gesture keyboard shortcut accessibility locale timezone calendar typography font glyph unicode encoding parser lexer grammar syntax token compiler bytecode optimizer inline register vector matrix tensor gradient training inference dataset embedding transformer attention prompt agent pipeline workflow deploy release rollout canary feature flag metric trace log alert dashboard incident postmortem reliability budget capacity scaling elastic serverless lambda gateway proxy balancer cdn edge region zone storage bucket volume disk filesystem directory path link symlink inode mount checksum compression archive version branch merge rebase commit review test coverage fixture mock assertion regression release note changelog license community open source maintainer contributor issue discussion';

const products =
  'JavaScript TypeScript Node.js React Vue Svelte Angular Electron Chromium WebKit V8 WebAssembly GraphQL REST gRPC Kubernetes Docker Knative Istio Prometheus Grafana Kafka RabbitMQ Redis PostgreSQL MySQL SQLite MongoDB Elasticsearch Lucene ClickHouse Spark Flink Hadoop Linux Nginx Rust Go Java Python C++ Swift Kotlin PyTorch TensorFlow GPT-4 AWS Azure Serverless CNCF FaaS BaaS DevOps GitOps CRDT OAuth TLS HTTP/2 HTTP/3 QUIC DNS IPv6 UTF-8 SIMD GPU CPU API SDK CLI SQL CSS HTML JSON YAML Markdown';

const topTags =
  'serverless 前端 后端 JavaScript TypeScript 前端/React 前端/Vue 前端/CSS 云原生 云原生/Knative 云原生/容器 数据库 数据库/SQLite 数据库/索引 机器学习 机器学习/大模型 阅读 读书笔记 随笔 工具 效率 架构 架构/微服务 性能 性能/内存 安全 网络 Linux Rust Go Python 编译器 算法 面试 设计 产品 历史 经济 健康 旅行';

const words = (list: string): string[] => list.split(' ');

/** Of the 3,755 characters of GB 2312's first level, the most common ones first. */
function characters(random: Random): string[] {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) bytes.push(row, cell);
  }
  const all = Array.from(new TextDecoder('gbk').decode(Uint8Array.from(bytes)));
  return [...new Set([...Array.from(mostCommon), ...shuffled(all, random)])];
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list];
  return list.map(() => {
    const [taken] = left.splice(random.below(left.length), 1);
    if (taken === undefined) throw new Error('There is nothing left.');
    return taken;
  });
}

/**
 * About 12,000 Chinese words: real ones on top, and below them words made of common characters, each of which comes
 * back as a whole, so that neighbours repeat as they do in a language. 3,000 English ones.
 */
export function vocabularyOf(random: Random): Vocabulary {
  const character = zipf(characters(random), random, 1.05);
  const known = [...new Set([...words(everyday), ...words(technical)])];
  const single = Array.from(mostCommon.slice(0, 120));
  const made = new Set<string>();
  while (made.size < 11_000) {
    const length = random.pick([2, 2, 2, 2, 2, 2, 3, 3, 4, 1]);
    made.add(Array.from({ length }, character).join(''));
  }
  const common = mixed(single, mixed(shuffled(words(everyday), random), known.slice(), random), random);
  const latinWords = [...new Set([...words(latin), ...words(products)])];
  const endings = ['ing', 'er', 's', 'ed', 'able', 'ment', 'tion', 'less', 'ness', 'ize'];
  const derived = new Set<string>();
  while (derived.size < 2600) derived.add(random.pick(words(latin)) + random.pick(endings));
  const subTags = Array.from({ length: 260 }, (_, index) =>
    index % 4 === 0
      ? `${random.pick(words(topTags))}/${random.pick(known)}`
      : random.pick([...known, ...latinWords]),
  );
  return {
    chinese: [...new Set([...common, ...made])],
    english: [...new Set([...mixed(words(products), latinWords, random), ...derived])],
    tags: [...new Set([...words(topTags), ...subTags])].filter((tag) => !/[^\p{L}\p{N}/-]/u.test(tag)),
    sites: ['juejin.cn', 'mp.weixin.qq.com', 'zhuanlan.zhihu.com', 'segmentfault.com', 'www.infoq.cn']
      .concat([
        'blog.csdn.net',
        'www.ruanyifeng.com',
        'github.com',
        'martinfowler.com',
        'news.ycombinator.com',
      ])
      .concat(
        Array.from({ length: 190 }, () => `${random.pick(words(latin))}-${random.pick(words(latin))}.dev`),
      ),
  };
}

/** Both lists, each in its order, drawn from at random. */
function mixed(left: readonly string[], right: readonly string[], random: Random): string[] {
  const all: string[] = [];
  for (let l = 0, r = 0; l < left.length || r < right.length;) {
    const takeLeft =
      r >= right.length || (l < left.length && random.chance(left.length / (left.length + right.length)));
    const taken = takeLeft ? left[l++] : right[r++];
    if (taken !== undefined) all.push(taken);
  }
  return all;
}
