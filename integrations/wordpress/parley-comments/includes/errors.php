<?php
/**
 * Refusals, in the one shape that REST clients read.
 *
 * @package Parley
 */

namespace Parley\Errors;

defined( 'ABSPATH' ) || exit;

/**
 * A refusal that a REST client can act on.
 *
 * @param string $code    For programs; begins with `parley_`.
 * @param string $message For people, already translated.
 * @param int    $status  HTTP status.
 * @param array  $data    What else the client may need; `retry_after` in seconds also becomes a header.
 * @return \WP_Error
 */
function refuse( string $code, string $message, int $status, array $data = array() ): \WP_Error {
	return new \WP_Error( $code, $message, array( 'status' => $status ) + $data );
}

/**
 * The answer for a comment that is not there, or that the current visitor may not know of.
 *
 * @return \WP_Error
 */
function comment_not_found(): \WP_Error {
	return refuse( 'parley_comment_not_found', __( 'There is no such comment.', 'parley-comments' ), 404 );
}

/**
 * The answer for a post that is not there, or that the current visitor may not read.
 *
 * @return \WP_Error
 */
function post_not_found(): \WP_Error {
	return refuse( 'parley_post_not_found', __( 'There is no such post.', 'parley-comments' ), 404 );
}

/**
 * The answer for somebody who did something too often.
 *
 * @param int $seconds When to try again.
 * @return \WP_Error
 */
function rate_limited( int $seconds ): \WP_Error {
	return refuse(
		'parley_rate_limited',
		__( 'That was too often. Please wait a little.', 'parley-comments' ),
		429,
		array( 'retry_after' => $seconds )
	);
}

/**
 * The answer for a comment in which there is nothing to see.
 *
 * @return \WP_Error
 */
function blank_comment(): \WP_Error {
	return refuse( 'rest_comment_content_invalid', __( 'Please write a comment.', 'parley-comments' ), 400 );
}

/**
 * The answer for a guest's name that cannot be taken, pointing at the field.
 *
 * @param string $message For people, already translated.
 * @return \WP_Error
 */
function name_refused( string $message ): \WP_Error {
	return refuse( 'rest_invalid_param', $message, 400, array( 'params' => array( 'author_name' => $message ) ) );
}
