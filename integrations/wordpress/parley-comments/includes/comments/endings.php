<?php
/**
 * A comment that is stored is told to its author, also where another plugin then ends the request in its own way, by
 * `wp_die()`, `die()` or a redirect: who takes it for refused sends it again.
 *
 * @package Parley
 */

namespace Parley\Endings;

defined( 'ABSPATH' ) || exit;

/**
 * What this request knows.
 *
 * @return object `id` (int, the comment; 0 for none), `level` (int, the output buffers that stay) and `send` (callable|null).
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array(
			'id'    => 0,
			'level' => 0,
			'send'  => null,
		);
	}
	return $state;
}

/**
 * From here on, whatever ends the request, a stored comment is told. What is printed is put aside.
 *
 * @param int      $id    The comment.
 * @param int      $level How many output buffers are not to be discarded.
 * @param callable $send  Takes the comment and sends the whole answer.
 */
function expect_end( int $id, int $level, callable $send ) {
	state()->id    = $id;
	state()->level = $level;
	state()->send  = $send;
	ob_start();
	// Before WordPress sends what is in the buffers.
	add_action( 'shutdown', __NAMESPACE__ . '\\tell_what_stands', PHP_INT_MIN );
}

/**
 * The request goes on as it should.
 */
function cancel() {
	state()->id = 0;
}

/**
 * The stored comment, if it was left published or waiting.
 *
 * @return \WP_Comment|null
 */
function standing(): ?\WP_Comment {
	$comment = state()->id > 0 ? get_comment( state()->id ) : null;
	return $comment instanceof \WP_Comment && in_array( (string) $comment->comment_approved, array( '0', '1' ), true ) ? $comment : null;
}

/**
 * Tells of the comment where the request is ended by something else. Where that took the comment away, its own words stay.
 */
function tell_what_stands() {
	if ( null !== standing() ) {
		tell();
	}
}

/**
 * Answers with what became of the comment, in place of what was printed.
 */
function tell() {
	$comment = get_comment( state()->id );
	$send    = state()->send;
	cancel();
	discard( state()->level );
	if ( ! headers_sent() ) {
		header_remove( 'Location' );
	}
	$send( $comment );
}

/**
 * Discards what was printed.
 *
 * @param int $level How many output buffers stay.
 */
function discard( int $level ) {
	while ( ob_get_level() > $level ) {
		// One that another plugin made not to be removed.
		if ( ! ob_end_clean() ) {
			return;
		}
	}
}
