export default defineEventHandler(() => renderComments('ferry'));
