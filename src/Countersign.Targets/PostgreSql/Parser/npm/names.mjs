// Emscripten minifies the names of a module's imports and exports, differently in every release.
// The package's own JavaScript says which is which. This reads it as text (it is never run) and
// writes { imports: { minified: name }, exports: { name: minified } }; what is missing fails the build.
//
// usage: node names.mjs <libpg-query.js> <names.json>
import { readFileSync, writeFileSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
const script = readFileSync(source, 'utf8');

const found = (what, pattern) => {
  const match = script.match(pattern);
  if (match) return match[1];
  console.error(`${source}: no ${what} found; libpg-query changed its build, look at ${import.meta.filename}`);
  process.exit(1);
};

const imports = {};
for (const [, minified, name] of found('imports', /wasmImports=\{([^}]*)\}/).matchAll(/(\w+):_*(\w+)/g)) {
  imports[minified] = name;
}

const exported = (name) => found(`export ${name}`, new RegExp(`\\b_*${name}=(?:_*\\w+=|Module\\["\\w+"\\]=)?wasmExports\\["(\\w+)"\\]`));
const exports = {
  initialise: found('initialiser', /function initRuntime\(\)\{.*?wasmExports\["(\w+)"\]\(\)/),
  memory: exported('wasmMemory'),
  table: exported('wasmTable'),
};
for (const name of ['wasm_parse_query_raw', 'wasm_free_parse_result', 'malloc', 'free', 'setThrew',
  'emscripten_stack_restore', 'emscripten_stack_get_current']) {
  exports[name] = exported(name);
}

for (const name of ['emscripten_throw_longjmp', 'emscripten_resize_heap', 'invoke_ii']) {
  if (!Object.values(imports).includes(name)) found(`import ${name}`, /^$/);
}

writeFileSync(target, JSON.stringify({ imports, exports }, null, 2) + '\n');
