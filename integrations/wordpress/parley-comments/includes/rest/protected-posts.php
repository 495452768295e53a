<?php
/**
 * Posts with a password: who has given it on the page need not give it again to WordPress's REST route.
 *
 * @package Parley
 */

namespace Parley\Rest\ProtectedPosts;

use Parley\Posts;

defined( 'ABSPATH' ) || exit;

add_filter( 'rest_request_before_callbacks', __NAMESPACE__ . '\\carry_password', 10, 3 );

/**
 * Fills in the password of the one post that a request for comments is about, where the browser's cookie proves it.
 *
 * @param mixed            $response What others decided.
 * @param array            $handler  The route.
 * @param \WP_REST_Request $request  The request.
 * @return mixed The same.
 */
function carry_password( $response, $handler, $request ) {
	if ( ! is_wp_error( $response ) && empty( $request['password'] ) && preg_match( '#^/wp/v2/comments(/\d+)?$#', $request->get_route() ) ) {
		$post = get_post( post_of( $request ) );
		if ( $post instanceof \WP_Post && Posts\has_password_cookie( $post ) ) {
			$request->set_param( 'password', $post->post_password );
		}
	}
	return $response;
}

/**
 * Which post a request is about.
 *
 * @param \WP_REST_Request $request The request.
 * @return int -1 for none, or several: 0 would be the page's own to `get_post()`.
 */
function post_of( $request ): int {
	if ( ! empty( $request['id'] ) ) {
		$comment = get_comment( (int) $request['id'] );
		return $comment instanceof \WP_Comment ? (int) $comment->comment_post_ID : -1;
	}
	$posts = array_filter( (array) $request['post'], 'is_numeric' );
	return 1 === count( $posts ) ? (int) reset( $posts ) : -1;
}
