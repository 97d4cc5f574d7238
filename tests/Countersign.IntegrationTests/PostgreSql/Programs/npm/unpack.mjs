// Copies a server's programs out of its npm package, without what only compilers need, and makes the symbolic links that
// npm cannot carry: the package lists them in native/pg-symlinks.json for a script that `--ignore-scripts` does not run.
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const [source, target] = process.argv.slice(2);
rmSync(target, { recursive: true, force: true });
const wanted = path => !/(\.a|\/include|\/pkgconfig)$/.test(path);
for (const folder of ['bin', 'lib', 'share'])
  cpSync(join(source, 'native', folder), join(target, folder), { recursive: true, filter: wanted });
for (const link of JSON.parse(readFileSync(join(source, 'native', 'pg-symlinks.json'), 'utf8'))) {
  const place = join(target, relative('native', dirname(link.target)), basename(link.target));
  symlinkSync(relative(dirname(link.target), link.source), place);
}
writeFileSync(join(target, '.complete'), '');
