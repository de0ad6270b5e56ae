import { expect, test } from 'vitest';
import { languageOf } from '../../../renderer/reading/language.ts';

test.each([
  ['Just as fault-tolerant computing aims to create a reliable whole', 'en'],
  ['', 'en'],
  ['看了文章就忘，在这儿把文章收集起来。', 'zh-CN'],
  ['使用 Kubernetes 和 Istio 部署 Serverless 应用的 Knative 平台', 'zh-CN'],
  ['這個軟體還沒發佈，應該說明實際的學習方法。', 'zh-Hant'],
  ['これは日本語の文章です。漢字もあります。', 'ja'],
  ['이것은 한국어 문장입니다.', 'ko'],
  ['The word 茶 is one of many that English took from Chinese over the long centuries.', 'en'],
])('%s is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});
