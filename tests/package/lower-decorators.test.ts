import {describe, expect, it} from 'vitest';
import {lower} from '../../scripts/rollup-lower-decorators.mjs';

const HELPER = 'var __decorate = (this && this.__decorate) || function () {\n    return 1;\n};\n';
const decorated = (decorators: string): string =>
  `${HELPER}class A {}\n__decorate([\n${decorators}\n], A.prototype, "b", void 0);\n`;

describe('decorators in the embed', () => {
  it('become the property they declare', () => {
    expect(lower(decorated("    property({ attribute: 'b-c' })"))).toBe(
      'class A {}\nA.createProperty("b", { attribute: \'b-c\' });\n',
    );
    expect(lower(decorated('    property()'))).toContain('A.createProperty("b", {});');
    expect(lower(decorated('    state()'))).toContain('A.createProperty("b", {attribute: false});');
  });

  it('become one loop where their options are the same', () => {
    const two = decorated('    property()') + decorated('    state()').replace(HELPER, '');
    const four = `${two}${two.replace(HELPER, '').replaceAll('"b"', '"d"')}`.replaceAll('class A {}\n', '');
    expect(lower(four)).toBe(
      'for (const name of ["b","d"]) A.createProperty(name, {});\n' +
        'for (const name of ["b","d"]) A.createProperty(name, {attribute: false});\n',
    );
  });

  it('are called one by one where there are several', () => {
    expect(lower(decorated('    consume({ context, subscribe: true }),\n    state()'))).toContain(
      'consume({ context, subscribe: true })(A.prototype, "b");\nA.createProperty("b", {attribute: false});',
    );
  });

  it('stop the build where this is not what they mean', () => {
    expect(() => lower(decorated("    query('p')"))).toThrow(/returns a descriptor/);
    expect(() => lower(`${HELPER}__decorate([a], B, "c", null);`)).toThrow(/does not know/);
  });
});
