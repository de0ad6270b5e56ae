import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('pins every package of the editor to one version: the tests of input methods are what allows another', () => {
  const read = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const packages = Object.entries({ ...read.devDependencies, ...read.dependencies }).filter(([name]) =>
    /^(?:@codemirror|@lezer|@replit\/codemirror-|codemirror)/.test(name),
  );
  expect(packages.length).toBeGreaterThanOrEqual(10);
  for (const [name, version] of packages) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});
