// The build bundles the library into this module, without those parts of it that `parse.ts` switches off.
export {default as MarkdownIt} from 'markdown-it';
