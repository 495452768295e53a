// The build bundles the library into this module, without those parts of it that `html-body.ts` switches off.
export {default as sanitizeHtml} from 'sanitize-html';
