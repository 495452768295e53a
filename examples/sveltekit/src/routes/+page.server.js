import {renderComments} from '$lib/server/render-comments.js';

export const load = async () => ({html: await renderComments('ferry')});
