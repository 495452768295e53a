/**
 * Rollup plugin: writes the compiler's `__decorate([property({...})], Thread.prototype, "sort", void 0)` as the one
 * call that Lit's decorators come to, `Thread.createProperty("sort", {...})`, and properties with the same options as
 * one loop. The helper that stands in every file and the decorators themselves then drop out, 0.7 kB in all.
 *
 * `property` and `state` are known; any other decorator is called as the compiler's helper would call it, which is
 * right for decorators that return nothing (`consume`). One that returns a descriptor (`query`) stops the build.
 */

const HELPER = /^var __decorate = [^]*?\n\};\n/m;
const CALL = /^__decorate\(\[\n([^]*?)\n\], (\w+)\.prototype, ("\w+"), void 0\);$/gm;
/** Calls that follow on one another. */
const RUN = /(?:^\w+\.createProperty\("\w+", .*\);\n?){2,}/gm;
const RETURNS_DESCRIPTOR = /^(?:query\w*|eventOptions)\(/;

export function lowerDecorators() {
  return {
    name: 'lower-decorators',
    transform(code) {
      if (!HELPER.test(code)) return null;
      return {code: lower(code), map: null};
    },
  };
}

export function lower(code) {
  const lowered = code.replace(HELPER, '').replace(CALL, (_all, list, element, name) =>
    list
      .split(/,\n\s+(?=\w+\()/)
      .map((decorator) => lowerOne(decorator.trim(), element, name))
      .join('\n'),
  );
  if (lowered.includes('__decorate'))
    throw new Error('lower-decorators: a form of decorator it does not know.');
  return lowered.replace(RUN, inLoops);
}

/** What is called with the same options, in a loop; the order of properties is of no matter. */
function inLoops(run) {
  const calls = new Map();
  for (const [, element, name, options] of run.matchAll(/^(\w+)\.createProperty\(("\w+"), (.*)\);$/gm)) {
    const call = `${element}.createProperty(name, ${options});`;
    calls.set(call, [...(calls.get(call) ?? []), name]);
  }
  return [...calls]
    .map(([call, names]) =>
      names.length > 1 ? `for (const name of [${names}]) ${call}\n` : `${call.replace('name', names[0])}\n`,
    )
    .join('');
}

function lowerOne(decorator, element, name) {
  if (RETURNS_DESCRIPTOR.test(decorator))
    throw new Error(`lower-decorators: ${decorator} returns a descriptor.`);
  const [, kind, options] = /^(\w+)\(([^]*)\)$/.exec(decorator) ?? [];
  if (kind === 'state') return `${element}.createProperty(${name}, {attribute: false});`;
  if (kind === 'property') return `${element}.createProperty(${name}, ${options || '{}'});`;
  return `${decorator}(${element}.prototype, ${name});`;
}
