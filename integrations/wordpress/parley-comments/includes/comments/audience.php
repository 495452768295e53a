<?php
/**
 * For whom an answer is made: the asker, everyone alike, or the maker of a comment.
 *
 * @package Parley
 */

namespace Parley\Audience;

use Parley\Origins;

defined( 'ABSPATH' ) || exit;

/**
 * What this request knows of its audience.
 *
 * @return object `everyone` (bool) and `made` (comment ids as keys).
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array(
			'everyone' => false,
			'made'     => array(),
		);
	}
	return $state;
}

/**
 * Runs something as a guest of whom nothing is known, so that what it makes may be kept in a cache for everyone.
 *
 * @param callable $work What to run.
 * @return mixed What it gives.
 */
function as_everyone( callable $work ) {
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
 * Whether the answer is the same for everyone: it is meant to be, or a page elsewhere asks.
 *
 * @return bool
 */
function is_everyone(): bool {
	return state()->everyone || Origins\is_page_elsewhere();
}

/**
 * Notes that whoever asks has made a comment, or proved it.
 *
 * @param int $comment_id The comment.
 */
function note_maker( int $comment_id ) {
	state()->made[ $comment_id ] = true;
}

/**
 * Whether whoever asks has made a comment, or proved it.
 *
 * @param int $comment_id The comment.
 * @return bool
 */
function is_maker( int $comment_id ): bool {
	return ! is_everyone() && isset( state()->made[ $comment_id ] );
}
