<?php
/**
 * For whom a response is made: the current visitor, everyone alike, or the author of a comment.
 *
 * @package Parley
 */

namespace Parley\Audience;

use Parley\Origins;

defined( 'ABSPATH' ) || exit;

/**
 * The state of this request.
 *
 * @return object `everyone` (bool) and `proven` (ids of the visitor's own comments as keys).
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array(
			'everyone' => false,
			'proven'   => array(),
		);
	}
	return $state;
}

/**
 * Runs a callback as an unknown guest, so that its result can be cached for everyone.
 *
 * @param callable $work What to run.
 * @return mixed What it gives.
 */
function run_for_everyone( callable $work ) {
	$user_id          = get_current_user_id();
	$before           = state()->everyone;
	state()->everyone = true;
	wp_set_current_user( 0 );
	try {
		return $work();
	} finally {
		wp_set_current_user( $user_id );
		state()->everyone = $before;
	}
}

/**
 * Whether the response must be the same for everyone: it is cacheable, or a page on another site sent the request.
 *
 * @return bool
 */
function is_for_everyone(): bool {
	return state()->everyone || Origins\is_page_elsewhere();
}

/**
 * Records that the current visitor is the author of a comment.
 *
 * @param int $comment_id The comment.
 */
function mark_proven_author( int $comment_id ) {
	state()->proven[ $comment_id ] = true;
}

/**
 * Whether the current visitor has proved to be the author of a comment in this request.
 *
 * @param int $comment_id The comment.
 * @return bool
 */
function is_proven_author( int $comment_id ): bool {
	return ! is_for_everyone() && isset( state()->proven[ $comment_id ] );
}
