<?php
/**
 * A comment exactly as WordPress's own REST route gives it, so that clients read one shape everywhere.
 *
 * @package Parley
 */

namespace Parley\Item;

use Parley\Rest\Permalinks;

defined( 'ABSPATH' ) || exit;

/** What of a comment is given. */
const FIELDS = 'id,post,parent,author,author_name,author_url,date,date_gmt,content,link,status,type,parley';

/**
 * One comment. Whoever calls has made sure that the current visitor may read it.
 *
 * @param \WP_Comment $comment The comment.
 * @return array
 */
function of( \WP_Comment $comment ): array {
	// Without a REST server there are no registered fields.
	rest_get_server();
	$request = new \WP_REST_Request( 'GET', '/wp/v2/comments/' . $comment->comment_ID );
	$request->set_param( 'context', 'view' );
	$request->set_param( '_fields', FIELDS );
	$controller = new \WP_REST_Comments_Controller();
	Permalinks\begin( null, array(), $request );
	$item = rest_get_server()->response_to_data( $controller->prepare_item_for_response( $comment, $request ), false );
	Permalinks\end( null, array(), $request );
	return $item;
}

/**
 * Many comments.
 *
 * @param \WP_Comment[] $comments The comments.
 * @return array[]
 */
function list_of( array $comments ): array {
	return array_values( array_map( __NAMESPACE__ . '\\of', $comments ) );
}
