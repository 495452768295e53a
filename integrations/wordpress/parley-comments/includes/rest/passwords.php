<?php
/**
 * Posts behind a password. WordPress's pages know a reader who has given it by a cookie, its REST API asks for the
 * password itself, which no page holds.
 *
 * @package Parley
 */

namespace Parley\Rest\Passwords;

use Parley\Origins;

defined( 'ABSPATH' ) || exit;

add_filter( 'rest_request_before_callbacks', __NAMESPACE__ . '\\give', 10, 3 );

/**
 * Lets the API take the cookie for the password, as the page does. Not for another site's pages: a cookie is no proof
 * that its owner meant this.
 *
 * @param mixed            $response Passed through.
 * @param array            $handler  Whose request it is.
 * @param \WP_REST_Request $request  The request.
 * @return mixed
 */
function give( $response, $handler, $request ) {
	if ( 0 !== strpos( $request->get_route(), '/wp/v2/comments' ) || isset( $request['password'] ) || ! Origins\is_known() ) {
		return $response;
	}
	$posts   = (array) ( $request['post'] ?? array() );
	$comment = isset( $request['id'] ) ? get_comment( (int) $request['id'] ) : null;
	$post_id = 1 === count( $posts ) ? (int) reset( $posts ) : (int) ( $comment->comment_post_ID ?? 0 );
	$post    = $post_id > 0 ? get_post( $post_id ) : null;
	if ( $post instanceof \WP_Post && '' !== $post->post_password && ! post_password_required( $post ) ) {
		$request['password'] = $post->post_password;
	}
	return $response;
}
