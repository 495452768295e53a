/**
 * The naive page: asks for the thread and makes all of it of one string, with nothing sanitized. Every other page is compared
 * to it. In the markup is what readers see of a comment: name, time, text, votes and "Reply".
 */
async function showThread() {
  const response = await fetch('v1/thread?site=bench.example&page=article&sort=newest&limit=50');
  const {comments} = await response.json();
  const below = new Map();
  for (const comment of comments) {
    const replies = below.get(comment.parentId) ?? [];
    replies.push(comment);
    below.set(comment.parentId, replies);
  }
  const format = new Intl.DateTimeFormat('en', {dateStyle: 'medium', timeStyle: 'short'});
  const listOf = (parent) =>
    (below.get(parent) ?? [])
      .map(
        ({id, author, body, createdAt, score}) =>
          `<article class="comment" id="comment-${id}"><header><b>${author.name}</b> ` +
          `<time datetime="${createdAt}">${format.format(new Date(createdAt))}</time></header><div>${body.value}</div>` +
          `<footer><button>Recommend (${score.up})</button> <button>Reply</button></footer>` +
          `<section>${listOf(id)}</section></article>`,
      )
      .join('');
  document.getElementById('thread').innerHTML = `<h2>${comments.length} comments</h2>${listOf(null)}`;
}

showThread();
